"""SARIF read by ``sarif-om``, the object model of the format: every object and property must be one it knows."""

from __future__ import annotations

from typing import Any

import attr
import sarif_om

__all__ = ["read_sarif"]

# Which class a property holds; properties that are not named hold plain data.
_CLASSES = {
    "runs": "Run", "tool": "Tool", "driver": "ToolComponent", "rules": "ReportingDescriptor",
    "notifications": "ReportingDescriptor", "shortDescription": "MultiformatMessageString",
    "fullDescription": "MultiformatMessageString", "help": "MultiformatMessageString",
    "defaultConfiguration": "ReportingConfiguration", "automationDetails": "RunAutomationDetails",
    "invocations": "Invocation", "toolExecutionNotifications": "Notification",
    "descriptor": "ReportingDescriptorReference", "associatedRule": "ReportingDescriptorReference",
    "artifacts": "Artifact", "results": "Result", "message": "Message", "locations": "Location",
    "relatedLocations": "Location", "physicalLocation": "PhysicalLocation", "logicalLocations": "LogicalLocation",
    "artifactLocation": "ArtifactLocation", "location": "ArtifactLocation", "region": "Region",
    "deletedRegion": "Region", "snippet": "ArtifactContent", "insertedContent": "ArtifactContent",
    "suppressions": "Suppression", "fixes": "Fix", "artifactChanges": "ArtifactChange",
    "replacements": "Replacement", "description": "Message",
}  # fmt: skip
_RENAMED = {"state": "status"}  # of a suppression: the model is that of the last draft of the format


def read_sarif(log: dict[str, Any]) -> sarif_om.SarifLog:
    """The log as objects.

    Raises:
        KeyError: A property that the format does not have.
    """
    return _object("SarifLog", log)


def _object(name: str, data: dict[str, Any]) -> Any:
    kind = getattr(sarif_om, name)
    known = {
        _RENAMED.get(a.metadata["schema_property_name"], a.metadata["schema_property_name"]): a.name
        for a in attr.fields(kind)
    }
    return kind(**{known[key]: _value(key, value) for key, value in data.items()})


def _value(key: str, value: object) -> object:
    if key not in _CLASSES or key == "properties":
        return value
    if isinstance(value, list):
        return [_object(_CLASSES[key], one) for one in value]
    return _object(_CLASSES[key], value)  # type: ignore[arg-type]
