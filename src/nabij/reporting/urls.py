from django.urls import URLPattern, URLResolver, path

from nabij.reporting.views import by_hand, story

urlpatterns: list[URLPattern | URLResolver] = [
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
