from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "nabij.contact"
    label = "contact"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # people stands below: its pages show what stands here without knowing what an entrance is
        from nabij.contact import left_alone, standing, turns
        from nabij.matters.whose_turn import knows_who_answers
        from nabij.people.beside import adds_before_leaving, adds_to_organisation, adds_to_setup

        adds_to_setup(standing.setup_lines)
        adds_to_organisation(standing.remarks_on)
        adds_to_organisation(left_alone.remarks_on)
        adds_to_organisation(left_alone.erasing_remarks_on)
        adds_before_leaving(left_alone.before_leaving)
        knows_who_answers(turns.who_answers)
