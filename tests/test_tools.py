"""The database server and the browser that other tests stand on are real."""

import sqlalchemy as sa
from playwright.sync_api import Page


def test_database_is_a_real_postgres_and_begins_empty(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)

    with engine.begin() as connection:
        version = connection.scalar(sa.text("SHOW server_version"))
        tables = sa.inspect(connection).get_table_names()
        connection.execute(sa.text("CREATE TABLE usulan (id int)"))
    engine.dispose()

    assert (int(str(version).split(".")[0]) >= 16, tables) == (True, [])


def test_each_test_has_a_database_of_its_own(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)

    tables = sa.inspect(engine).get_table_names()
    engine.dispose()

    assert tables == []


def test_browser_runs_the_scripts_of_a_page(page: Page) -> None:
    page.set_content("<button onclick=\"this.textContent = 'Terkirim'\">Kirim usulan</button>")

    page.get_by_role("button").click()

    assert page.get_by_role("button").inner_text() == "Terkirim"
