# 只装程序的镜像:docker build -t fazhi-checker . ;用法见 docs/install.md。
FROM python:3.12-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY checker checker
COPY rules rules
COPY schemas schemas
RUN python -m pip wheel --no-cache-dir --wheel-dir /wheelhouse .

FROM python:3.12-slim
RUN --mount=type=bind,from=build,source=/wheelhouse,target=/wheelhouse \
    python -m pip install --no-cache-dir --no-index --find-links /wheelhouse fazhi-checker
RUN useradd --create-home checker
USER checker
WORKDIR /work
ENV PYTHONIOENCODING=utf-8
ENTRYPOINT ["checker"]
CMD ["--help"]
