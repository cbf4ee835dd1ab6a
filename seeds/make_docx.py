"""Build 04-chengyu-water-2024.docx, the sample report of a municipal department.

The document uses real Word features that plain text hides: heading styles, list
numbers that exist only in numbering.xml, and a table. Running the script again
gives the same bytes: core properties carry a fixed date, and the archive is
rewritten in sorted order with fixed time stamps.

    python seeds/make_docx.py [TARGET]
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).with_name("04-chengyu-water-2024.docx")
WRITTEN = datetime(2025, 2, 18, 9, 0, tzinfo=UTC)
ZIP_TIME = (2025, 2, 18, 9, 0, 0)
FONT = "仿宋"

TITLE = "澄屿市水务局关于2024年度法治政府建设情况的报告"
RECIPIENTS = "市委、市政府，省水利厅："
OPENING = (
    "2024年，澄屿市水务局坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻习近平法治思想，"
    "认真落实党的二十大和二十届三中全会精神，对照《法治政府建设实施纲要（2021—2025年）》"
    "推进水务领域依法行政。现将2024年1月1日至12月31日的工作情况报告如下。"
    "本报告于2025年2月18日报送市委、市政府和省水利厅，同时抄送市委全面依法治市委员会办公室。"
)

# ("h1" | "h2" | "p" | "list" | "table", content); list numbers are made by Word.
BODY: list[tuple[str, object]] = [
    ("h1", "主要举措和成效"),
    ("h2", "加强法治工作组织推动"),
    (
        "p",
        (
            "局党组把习近平法治思想列为理论学习中心组必学内容，安排专题学习2次，局属11个单位分别举办宣讲。"
            "印发《澄屿市水务局2024年法治建设工作要点》，列出33项任务。局党组会议研究法治建设议题8次，"
            "局长办公会议会前学法10次，学习《中华人民共和国水法》《中华人民共和国行政复议法》等法律法规。"
            "局领导班子成员和局属单位主要负责人17人提交书面述法报告，3人在局党组扩大会议上现场述法并接受点评。"
            "法治建设占局属单位年度考核分值的8%，2个得分靠后的单位被约谈。"
            "对市水政监察支队和3个河道管理处开展法治督察，指出问题29个，年内全部整改。"
        ),
    ),
    ("h2", "局主要负责人履行推进法治建设第一责任人职责"),
    (
        "p",
        (
            "局党组书记、局长2月主持召开全局法治建设工作会议，部署年度重点任务；5月带队检查河道采砂执法，"
            "现场交办问题5个；9月听取行政应诉情况汇报，对一起取水许可败诉案件批示整改；"
            "11月为全局执法人员讲授《中华人民共和国长江保护法》专题课。"
        ),
    ),
    ("h2", "依法履行水务管理职能"),
    (
        "list",
        [
            (
                "优化行政审批。取水许可、涉河建设项目审批承诺时限分别压缩到7个和10个工作日，"
                "供水、排水、燃气接入实行联合报装。全年办理政务服务事项5128件，全程网办率91.6%，满意率99.4%。"
            ),
            (
                "动态调整权责清单。调整后保留权责事项176项，较调整前减少4项。"
                "推行取水许可、排水许可证明事项告知承诺制，取消证明材料5项。"
            ),
            (
                "加强事中事后监管。开展“双随机、一公开”抽查24批次，检查取用水单位318户，抽查结果全部公示。"
                "对水利工程施工、监理企业实行信用分级管理，办理信用修复14件。"
            ),
            "落实公平竞争审查制度。对水利工程招标文件范本、供水价格配套文件等9件政策措施开展审查，修改2件。",
            (
                "规范水利工程建设管理。对在建的52个水利项目逐一核对招标、分包和农民工工资专户情况，"
                "纠正转包苗头性问题6起，督促补签书面合同21份，没有发生因拖欠工资引发的群体性事件。"
            ),
        ],
    ),
    ("h2", "加强制度建设和依法决策"),
    (
        "p",
        (
            "全年制定行政规范性文件3件，发布前均经局政策法规科合法性审核，并在局网站征求公众意见30日，"
            "采纳意见11条；发布后统一编号，在市政府网站政策文件库公布，并全部报送市政府备案。"
            "清理本局行政规范性文件27件，继续有效19件，修改3件，废止5件。"
        ),
    ),
    (
        "p",
        (
            "城乡供水一体化规划作为重大行政决策事项，经公开听取意见、专家论证、风险评估、合法性审查，"
            "由局党组会议集体讨论后报市政府决定。政策法规科对合同、协议和涉法事项开展合法性审查136件。"
            "聘请法律顾问2名，现有公职律师4名，全年列席局党组会议9次、参与合同谈判15次。"
            "原水购销、特许经营等6份期限超过10年的合同，由法律顾问逐条出具修改意见，争议解决和违约责任条款得到补充。"
        ),
    ),
    ("h2", "规范水行政执法"),
    (
        "list",
        [
            ("执法公示制度。在市行政执法公示平台公开执法主体、人员、依据和程序，公示行政许可、行政处罚信息1460条。"),
            ("执法全过程记录制度。为执法人员配备执法记录仪86台、无人机7架，一般程序案件音像资料归档率100%。"),
            "重大执法决定法制审核制度。配备法制审核人员6名，审核重大执法决定43件，提出修改意见20条。",
        ],
    ),
    (
        "p",
        (
            "组织水行政执法人员培训5期、412人次。全局持有行政执法证128人，新领证15人。"
            "修订水资源、河道、供水、排水4个领域行政裁量权基准，细化裁量事项93项，在局网站公布。"
            "落实《澄屿市提升行政执法质量三年行动实施方案（2023—2025年）》，排查整改问题31个。"
            "评查行政处罚案卷40卷、行政许可案卷20卷，合计60卷，发现问题47个，全部整改。"
            "办理重大行政处罚备案9件。对轻微违法行为免予处罚52件。"
            "与市公安局、市交通运输局建立跨江联合巡查机制，每月对重点水域开展2次夜间巡查，全年查扣违规采砂船8艘。"
            "对供水企业检查实行计划管理，同一企业的水质、安全、计量检查合并进行，减少重复上门83次。"
            "向公安机关移送涉嫌非法采矿线索7件。开展地下水取水专项整治，封闭自备井34眼。全年执法情况见下表。"
        ),
    ),
    ("p", "2024年水行政执法情况表"),
    (
        "table",
        [
            ("类别", "数量", "单位"),
            ("行政许可", "1284", "件"),
            ("行政处罚", "176", "件"),
            ("行政强制", "12", "件"),
            ("行政检查", "3420", "次"),
        ],
    ),
    ("h2", "接受监督和化解行政争议"),
    (
        "p",
        (
            "办理市人大代表建议13件、政协提案18件，办复率100%，满意率100%。履行人民法院生效裁判，"
            "收到检察建议4件、司法建议1件，均按期回复并整改。主动公开政府信息872条；"
            "收到政府信息公开申请17件，全部按期答复。编制供水、排水、防洪3个重点领域公开目录，发布政策解读16篇。"
            "供水服务热线受理诉求3.6万件，办结率99.7%，满意率97.2%。"
        ),
    ),
    (
        "p",
        (
            "全年办理行政应诉案件14件，其中一审9件、二审5件；法院审结12件，驳回原告诉讼请求9件，"
            "原告撤诉2件，本局败诉1件，败诉率8.3%；另有2件尚未审结。"
            "负责人应出庭9件，实际出庭9件，出庭应诉率100%。组织执法人员旁听庭审3次、76人次。"
            "败诉案件判决生效后，政策法规科组织许可、执法、监测三个方面的人员复盘，"
            "将延续取水许可的审查期限、补正告知和送达方式整理成操作提示，印发各县级水务部门执行。"
        ),
    ),
    ("h2", "开展水法治宣传和能力建设"),
    (
        "p",
        (
            "落实“谁执法谁普法”责任制和“八五”普法规划，在“世界水日”“中国水周”开展主题宣传64场，"
            "发放资料1.8万份。把节水、供水、防洪法律知识制成短视频和漫画，投放到水厂开放日、河长巡河点和中小学研学基地；"
            "执法人员在送达文书、现场检查时同步讲解相关条款，让当事人知道错在哪里、如何改正、怎样申请救济。"
            "举办依法行政培训班2期，组织全局342名工作人员参加学法考试，合格率100%。"
        ),
    ),
    ("h2", "推进数字化执法监管"),
    (
        "p",
        (
            "建成水务综合监管平台，接入取水在线监测点746个、河道视频416路，全年推送异常取水预警583条，"
            "核查属实的91条全部立案或者责令改正。执法案件从立案到归档全部在线办理，"
            "超期节点自动提醒，承办人、审核人和负责人的操作全程留痕。"
        ),
    ),
    ("h1", "存在的不足和原因"),
    (
        "list",
        [
            (
                "县级水行政执法力量不均衡。4个县级大队在岗人员不足核定编制的七成，"
                "日常巡查只能依靠护河员协助，主要原因是偏远岗位招录困难、人员借调较多。"
            ),
            (
                "执法文书质量有待提高。案卷评查发现的47个问题中，文书说理不充分的26个，"
                "原因是一线人员说理式文书训练偏少。"
            ),
            "非法取水发现不及时。在线监测没有覆盖的小型取水口有210个，主要是由于改造资金分年安排。",
        ],
    ),
    ("h1", "2025年工作安排"),
    (
        "p",
        "2025年，澄屿市水务局将针对存在的不足，重点推进以下工作：",
    ),
    (
        "list",
        [
            "6月底前商市委编办为4个县级大队补充执法人员不少于16人，借调人员全部回岗。",
            "由政策法规科编写《水行政执法说理式文书范例》，全年组织文书实训4期，案卷优秀率达到40%。",
            "年底前完成210个小型取水口在线监测改造，建成覆盖全市的取水监测网。",
            "修订《澄屿市水行政执法巡查规定》，对重点河段每月巡查不少于4次。",
        ],
    ),
    ("h1", "其他需要报告的情况"),
    ("p", "本局承担的2023年度法治督察反馈问题8项已全部整改，无其他需要报告的情况。"),
]
SIGNATURE = ("澄屿市水务局", "2025年2月18日")


def add_numbering(document: WordDocument, formats: list[tuple[str, str]]) -> int:
    """Define one list with a level for each (format, text) pair; return its number id."""
    numbering = document.part.numbering_part.element
    abstract_id = 900 + len(numbering.findall(qn("w:abstractNum")))
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), str(abstract_id))
    for level, (number_format, text) in enumerate(formats):
        element = OxmlElement("w:lvl")
        element.set(qn("w:ilvl"), str(level))
        settings = (("start", "1"), ("numFmt", number_format), ("suff", "nothing"), ("lvlText", text))
        for tag, value in settings:
            child = OxmlElement(f"w:{tag}")
            child.set(qn("w:val"), value)
            element.append(child)
        abstract.append(element)
    # The schema wants every abstractNum before the first num.
    numbering.insert(numbering.index(numbering.find(qn("w:num"))), abstract)
    return int(numbering.add_num(abstract_id).numId)


def number(paragraph: Paragraph, num_id: int, level: int = 0) -> None:
    """Let Word number this paragraph; the digits do not stand in its text."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx offers no public way
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = num_id


def build() -> WordDocument:
    """Lay the texts above out as a Word document."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(16)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)

    document.add_paragraph(TITLE, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(RECIPIENTS)
    document.add_paragraph(OPENING)
    headings = add_numbering(document, [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）")])
    for kind, content in BODY:
        if kind in ("h1", "h2"):
            level = int(kind[1])
            number(document.add_heading(str(content), level), headings, level - 1)
        elif kind == "p":
            document.add_paragraph(str(content))
        elif kind == "list":
            items = add_numbering(document, [("decimal", "%1．")])
            for item in content:  # type: ignore[attr-defined]
                number(document.add_paragraph(item), items)
        else:
            rows = list(content)  # type: ignore[call-overload]
            table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
    for line in SIGNATURE:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT

    core = document.core_properties
    core.title, core.author, core.last_modified_by = TITLE, "澄屿市水务局", "澄屿市水务局"
    core.comments, core.revision = "", 1
    core.created = core.modified = WRITTEN
    return document


def save(document: WordDocument, target: Path) -> None:
    """Write the document with sorted members and one time stamp, so that bytes repeat."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(target, "w") as result:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            result.writestr(info, source.read(name))


if __name__ == "__main__":
    save(build(), Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
