from collections.abc import Iterable

from tests.imports.bench import Bench, venv_folder
from tests.imports.tools.servers._serving import ask, free_port, serving

TITLE = "Connexion"
PACKAGE = "pypi connexion in connexion"
WHAT = "A server that answers with the examples of the document; it reads 3.0 only."
DOCUMENTS = ("3.0.3",)

KEYS = """
def info(username, password):
    return {"sub": username}
"""


def run(bench: Bench) -> Iterable[str]:
    port = free_port()
    (bench.folder / "keys.py").write_text(KEYS)
    command = ("run", "--mock", "all", "--validate-responses", "-p", str(port), bench.document)
    connexion = venv_folder("connexion") / "bin" / "connexion"
    with serving(bench, port, connexion, *command, BASICINFO_FUNC="keys.info", PYTHONPATH="."):
        ask(bench, f"http://127.0.0.1:{port}/v1")
    return []
