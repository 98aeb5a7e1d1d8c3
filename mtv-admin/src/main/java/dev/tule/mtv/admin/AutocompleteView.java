package dev.tule.mtv.admin;

import dev.tule.mtv.Http404;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds what is typed into a field that completes itself: {@code ?term=…&page=…}. Answers for
 * declared fields alone, and for those who may see the objects.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/contrib/admin/#django.contrib.admin.ModelAdmin.autocomplete_fields">
 *     Django: autocomplete_fields</a>
 */
final class AutocompleteView {
    private static final int PAGE = 20;
    private static final int MOST_PAGES = 1000;

    private AutocompleteView() {}

    static Response show(AdminPages pages) {
        Request request = pages.request();
        ModelAdmin<?> sought =
                pages.site()
                        .autocomplete(
                                request.arg("app"), request.arg("model"), request.arg("field"))
                        .orElseThrow(() -> new Http404("the field doesn't complete itself"));
        return found(request, sought);
    }

    private static <M extends Model> Response found(Request request, ModelAdmin<M> admin) {
        Access.of(request, admin).require(Permit.VIEW, null);
        String number = request.query().get("page", "1");
        int page =
                number.matches("[0-9]{1,4}")
                        ? Math.clamp(Integer.parseInt(number), 1, MOST_PAGES)
                        : 1;
        QuerySet<M> all = admin.options().source.apply(request);
        ChangeList<M> list = new ChangeList<>(admin, QueryDict.empty());
        QuerySet<M> some =
                list.sorted(Search.in(all, admin, request.query().get("term", "").strip()));
        List<M> objects = some.slice((long) (page - 1) * PAGE, PAGE + 1);
        List<Map<String, String>> results = new ArrayList<>();
        for (M each : objects.subList(0, Math.min(PAGE, objects.size()))) {
            results.add(Map.of("id", String.valueOf(each.pk()), "text", each.toString()));
        }
        return Response.json(
                Map.of("results", results, "pagination", Map.of("more", objects.size() > PAGE)));
    }
}
