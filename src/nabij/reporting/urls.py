from django.urls import URLPattern, URLResolver, path

from nabij.reporting.views import by_hand, dropping, figures, out, reading, story, word_template

urlpatterns: list[URLPattern | URLResolver] = [
    path("inrichting/word/", word_template.word_template, name="word_template"),
    path("inrichting/word/sjabloon.docx", word_template.present_template, name="present_template"),
    path("inrichting/word/voorbeeld.docx", word_template.template_tried, name="template_tried"),
    path("jaarverslagen/", figures.reports, name="annual_report"),
    path("jaarverslagen/uit.json", out.reports_out, name="reports_out"),
    path("jaarverslagen/vandaag.json", out.reports_today, name="reports_today"),
    path("jaarverslagen/beginnen/<int:pk>/", figures.begin_report, name="begin_report"),
    path("jaarverslagen/<uuid:pk>/", figures.report, name="report"),
    path("jaarverslagen/<uuid:pk>/cijfers/", figures.figures, name="report_figures"),
    path("jaarverslagen/<uuid:pk>/cijfers/indelen/", figures.plan_figures, name="plan_figures"),
    path("jaarverslagen/<uuid:pk>/cijfers/voorstellen.json", figures.figure_proposals, name="figure_proposals"),
    path("jaarverslagen/<uuid:pk>/uitbrengen/", figures.publish_report, name="publish_report"),
    path("jaarverslagen/<uuid:pk>/verbeteren/", figures.correct_report, name="correct_report"),
    path("jaarverslagen/<uuid:pk>/weggooien/", dropping.drop_report, name="drop_report"),
    path("jaarverslagen/<uuid:pk>/lezen/", reading.read_report, name="read_report"),
    path("jaarverslagen/<uuid:pk>/verslag.pdf", reading.report_pdf, name="report_pdf"),
    path("jaarverslagen/<uuid:pk>/verslag.docx", reading.report_word, name="report_word"),
    path("jaarverslagen/<uuid:pk>/verslag.csv", reading.report_csv, name="report_csv"),
    path("jaarverslagen/<uuid:pk>/intern/", by_hand.counted_by_hand, name="counted_by_hand"),
    path("jaarverslagen/<uuid:pk>/verhaal/", story.story_page, name="report_story"),
    path("jaarverslagen/<uuid:pk>/verhaal/stukken.json", story.story_box, name="story_box"),
    path("jaarverslagen/<uuid:pk>/verhaal/onderdelen.json", story.story_figures, name="story_figures"),
    path("jaarverslagen/<uuid:pk>/verhaal/keten.json", story.story_chain, name="story_chain"),
    path("jaarverslagen/<uuid:pk>/verhaal/sleutels.json", story.story_keys, name="story_keys"),
    path("jaarverslagen/<uuid:pk>/verhaal/bewaren.json", story.story_sections, name="story_sections"),
    path("jaarverslagen/<uuid:pk>/verhaal/klaarzetten.json", story.set_story_ready, name="set_story_ready"),
    path("jaarverslagen/<uuid:pk>/verhaal/terug/", story.take_story_back, name="take_story_back"),
    path("jaarverslagen/<uuid:pk>/verhaal/beslissen/", story.decide_on_finding, name="decide_on_finding"),
]
