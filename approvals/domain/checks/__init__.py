"""One rule a file. Each has `CODE`, `GUIDELINES`, `LEVEL` (of its gravest usual finding) and `run(subject)`."""

from types import ModuleType

from approvals.domain.checks import (
    accessible_media,
    ai_disclosure,
    commercial_promotion,
    date_mismatch,
    embargo,
    fair_trial,
    hidden_text,
    image_consent,
    legal_advice,
    link_safety,
    merits_comment,
    pending_case,
    personal_data,
    quiet_period,
    restricted_identity,
    social_login,
    solicits_case_info,
    unknown_docket,
)

ALL: tuple[ModuleType, ...] = (
    restricted_identity,
    embargo,
    personal_data,
    hidden_text,
    pending_case,
    unknown_docket,
    accessible_media,
    quiet_period,
    social_login,
    ai_disclosure,
    image_consent,
    link_safety,
    merits_comment,
    fair_trial,
    legal_advice,
    solicits_case_info,
    date_mismatch,
    commercial_promotion,
)
