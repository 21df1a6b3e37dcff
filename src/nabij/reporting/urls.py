from django.urls import URLPattern, URLResolver, path

from nabij.reporting.views import figures, reading

urlpatterns: list[URLPattern | URLResolver] = [
    path("jaarverslagen/", figures.reports, name="annual_report"),
    path("jaarverslagen/beginnen/<int:pk>/", figures.begin_report, name="begin_report"),
    path("jaarverslagen/<uuid:pk>/", figures.report, name="report"),
    path("jaarverslagen/<uuid:pk>/cijfers/", figures.figures, name="report_figures"),
    path("jaarverslagen/<uuid:pk>/cijfers/indelen/", figures.plan_figures, name="plan_figures"),
    path("jaarverslagen/<uuid:pk>/cijfers/voorstellen.json", figures.figure_proposals, name="figure_proposals"),
    path("jaarverslagen/<uuid:pk>/uitbrengen/", figures.publish_report, name="publish_report"),
    path("jaarverslagen/<uuid:pk>/verbeteren/", figures.correct_report, name="correct_report"),
    path("jaarverslagen/<uuid:pk>/lezen/", reading.read_report, name="read_report"),
    path("jaarverslagen/<uuid:pk>/verslag.pdf", reading.report_pdf, name="report_pdf"),
    path("jaarverslagen/<uuid:pk>/verslag.docx", reading.report_word, name="report_word"),
    path("jaarverslagen/<uuid:pk>/verslag.csv", reading.report_csv, name="report_csv"),
]
