import pytest

from publishing.ground.models import Court


@pytest.mark.django_db
def test_a_court_is_stored() -> None:
    Court.objects.create(name="Norvale", slug="norvale", code="NCA", time_zone="Europe/Zagreb", languages=["en"])
    assert Court.objects.get().zone.key == "Europe/Zagreb"
