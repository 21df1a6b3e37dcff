"""The application asks a matcher on another host over mutual TLS, and believes no other."""

from pathlib import Path

import pytest
from pytest_django import Settings

from nabij.patterns import matcher
from nabij.site.configuration import RemoteMatcher
from nabij_matcher import asking
from nabij_matcher.keys import new_key
from nabij_matcher.serving import mutual_tls
from tests.matcher.serving import remote
from tests.matcher.test_command import authority, signed


def test_only_the_right_service_is_asked_and_only_the_right_caller_answered(settings: Settings, tmp_path: Path) -> None:
    new_key(tmp_path / "k")
    ours, signer = authority(tmp_path, "ours")
    other, stranger = authority(tmp_path, "other")
    service = signed(tmp_path, "localhost", signer)
    nabij, wrong = signed(tmp_path, "nabij", signer), signed(tmp_path, "wrong", stranger)

    def reached_with(trusted: Path, shown: Path) -> None:
        settings.MATCHER = RemoteMatcher(None, "localhost", port, trusted, shown, shown.with_suffix(".key"))

    with remote(tmp_path / "k", mutual_tls(service, service.with_suffix(".key"), ours)) as port:
        reached_with(ours, nabij)
        keys, question = matcher.public_keys(), asking.blind(b"jansen piet")
        evaluated, proof = matcher.evaluate(1, [question.blinded])
        assert asking.finalize(keys[1], [question], evaluated, proof)
        for trusted, shown in ((ours, wrong), (other, nabij)):
            reached_with(trusted, shown)
            with pytest.raises(matcher.Unreachable):
                matcher.public_keys()
