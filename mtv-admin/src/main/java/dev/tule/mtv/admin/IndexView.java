package dev.tule.mtv.admin;

import dev.tule.mtv.Http404;
import dev.tule.mtv.Response;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first page, and that of one application. */
final class IndexView {
    private static final int RECENT = 10;

    private IndexView() {}

    /**
     * Something that the user did.
     *
     * @param entry what was written down
     * @param model what people call the model
     * @param url of the object; empty where it is gone, or nobody may see it
     */
    record Recent(LogEntry entry, String model, String url) {}

    static Response show(AdminPages pages) {
        return pages.render(
                "admin/index.html",
                pages.site().title(),
                List.of(),
                "sections",
                pages.apps(),
                "recent",
                recent(pages));
    }

    static Response ofApp(AdminPages pages) {
        String label = pages.request().arg("app");
        String url = pages.url("app_list", label);
        List<AdminPages.App> one =
                pages.apps().stream().filter(app -> app.url().equals(url)).toList();
        if (one.isEmpty()) {
            throw new Http404("no such application");
        }
        return pages.render(
                "admin/index.html",
                pages.appName(label),
                List.of(),
                "sections",
                one,
                "recent",
                List.of());
    }

    private static List<Recent> recent(AdminPages pages) {
        List<Recent> all = new ArrayList<>();
        QuerySet<LogEntry> own = LogEntry.objects.filter("user", pages.user().pk());
        for (LogEntry entry : own.range(0, RECENT)) {
            ModelAdmin<?> admin = admin(pages.site(), entry.model);
            String url =
                    admin == null || entry.kind == LogEntry.Kind.DELETION
                            ? ""
                            : address(pages, admin, entry.objectPk);
            String name = admin == null ? entry.model : admin.meta().verboseName();
            all.add(new Recent(entry, Words.capital(name), url));
        }
        return all;
    }

    private static @Nullable ModelAdmin<?> admin(AdminSite site, String label) {
        return site.admins().stream()
                .filter(each -> each.meta().label().equals(label))
                .findFirst()
                .orElse(null);
    }

    private static <M extends Model> String address(
            AdminPages pages, ModelAdmin<M> admin, String key) {
        return new Access<>(pages.user(), admin).may(Permit.VIEW, null)
                ? pages.url(
                        "object",
                        admin.meta().appLabel(),
                        admin.meta().name().toLowerCase(Locale.ROOT),
                        ObjectKeys.quote(key),
                        "change")
                : "";
    }
}
