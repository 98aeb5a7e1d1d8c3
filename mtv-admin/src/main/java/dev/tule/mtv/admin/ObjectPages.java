package dev.tule.mtv.admin;

import dev.tule.mtv.Http404;
import dev.tule.mtv.Response;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.views.Paginator;

/** The pages about one object, by their addresses' last part. */
final class ObjectPages {
    private static final int ENTRIES = 50;

    private ObjectPages() {}

    static <M extends Model> Response show(AdminPages pages, ModelAdmin<M> admin) {
        M object = ChangeListView.object(pages, admin, pages.request().arg("pk"));
        String page = pages.request().arg("page");
        return switch (page) {
            case "change" -> ChangeFormView.change(pages, admin, object);
            case "delete" -> DeleteView.show(pages, admin, object);
            case "history" -> history(pages, admin, object);
            default -> own(pages, admin, object, page);
        };
    }

    private static <M extends Model> Response own(
            AdminPages pages, ModelAdmin<M> admin, M object, String name) {
        ObjectPage<M> page =
                admin.options().pages.stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new Http404("an object has no such page"));
        new Access<>(pages.user(), admin).require(page.permit(), object);
        return page.view().handle(pages.request(), pages, object);
    }

    private static <M extends Model> Response history(
            AdminPages pages, ModelAdmin<M> admin, M object) {
        new Access<>(pages.user(), admin).require(Permit.VIEW, object);
        Paginator.Page<LogEntry> page =
                new Paginator<>(LogEntry.of(object), ENTRIES)
                        .page(pages.request().query().get(ChangeList.PAGE));
        return pages.render(
                "admin/object_history.html",
                "History",
                pages.crumbs(object),
                "object",
                object,
                "page",
                page);
    }
}
