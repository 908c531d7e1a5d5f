import os
from importlib.util import find_spec

import pytest

from tests.site.site_folder import SiteFolder, build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    return build(tmp_path_factory.mktemp("mkdocs"), "mkdocs", "build", "--strict")


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """Build the site by Zensical, which comes with the extra `zensical`."""
    if find_spec("zensical") is None and os.environ.get("CI") != "true":
        pytest.skip("runtime not found: zensical")
    return build(tmp_path_factory.mktemp("zensical"), "zensical", "build", "--strict")


@pytest.fixture(params=["site", "zensical_site"])
def either_site(request: pytest.FixtureRequest) -> SiteFolder:
    built: SiteFolder = request.getfixturevalue(request.param)
    return built
