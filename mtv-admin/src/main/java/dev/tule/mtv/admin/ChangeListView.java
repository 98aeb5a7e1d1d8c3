package dev.tule.mtv.admin;

import dev.tule.mtv.Http404;
import dev.tule.mtv.Percent;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.admin.ListFilter.Choice;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.views.Paginator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A model's list: what it shows, and the actions that its form sends. */
final class ChangeListView<M extends Model> {
    private static final int NEIGHBOURS = 2;

    private final AdminPages pages;
    private final ModelAdmin<M> admin;
    private final Access<M> access;
    private final ChangeList<M> list;

    private ChangeListView(AdminPages pages, ModelAdmin<M> admin) {
        this.pages = pages;
        this.admin = admin;
        this.access = new Access<>(pages.user(), admin);
        this.list = new ChangeList<>(admin, pages.request().query());
    }

    /**
     * A column's head.
     *
     * @param sort the address of the list sorted by it; empty where it can't be
     * @param sorted ascending, descending, or empty
     * @param numeric whether numbers stand below it
     */
    record Head(String label, String sort, String sorted, boolean numeric) {}

    /**
     * An object's row.
     *
     * @param key what the form sends of it
     * @param name what it is called
     * @param url of its form
     */
    record Row(String key, String name, String url, List<Shown> cells) {}

    /**
     * A filter as the page shows it.
     *
     * @param chosen its value; empty for none
     */
    record Shelf(String parameter, String label, String chosen, List<Choice> choices) {}

    /**
     * A link to another page of the list.
     *
     * @param label a number, or a gap
     * @param url empty for this page, and gaps
     */
    record PageLink(String label, String url, boolean current) {}

    /** A link of the dates. */
    record DateLink(String label, String url) {}

    static <M extends Model> Response show(AdminPages pages, ModelAdmin<M> admin) {
        Access.of(pages.request(), admin).require(Permit.VIEW, null);
        try {
            ChangeListView<M> view = new ChangeListView<>(pages, admin);
            // An action's page asks for no order, and refuses a wrong one all the same.
            view.list.order();
            return pages.request().isPost() ? view.act() : view.page();
        } catch (FieldError wrong) {
            // Every name was looked at when the site was made: so it is a value.
            throw new SuspiciousOperation("a filter of the list was given nonsense");
        }
    }

    private Request request() {
        return pages.request();
    }

    private QuerySet<M> source() {
        return admin.options().source.apply(request());
    }

    private Response page() {
        QuerySet<M> found = list.among(source());
        QuerySet<M> read = list.sorted(found);
        String[] related = admin.related(admin.listColumns());
        Paginator.Page<M> page =
                new Paginator<>(
                                related.length == 0 ? read : read.selectRelated(related),
                                admin.options().listPerPage)
                        .page(request().query().get(ChangeList.PAGE));
        ModelMeta<M> meta = admin.meta();
        String plural = meta.verboseNamePlural();
        List<AdminPages.Crumb> crumbs = pages.crumbs(meta);
        crumbs.removeLast();
        return pages.render(
                "admin/change_list.html",
                Words.capital(plural),
                crumbs,
                "list",
                list,
                "heads",
                heads(),
                "rows",
                rows(page.objects()),
                "page",
                page,
                "page_links",
                pageLinks(page),
                "shelves",
                shelves(),
                "dates",
                admin.options().dateHierarchy.isEmpty() ? null : dateLinks(found),
                "date_way",
                dateWay(),
                "hidden",
                hidden(),
                "actions",
                actions(),
                "counted",
                Words.count(page.count(), meta.verboseName(), plural),
                "names",
                plural,
                "name",
                meta.verboseName(),
                "list_url",
                pages.list(meta),
                "add_url",
                access.may(Permit.ADD, null) ? pages.add(meta) : "",
                "can_search",
                !admin.options().searchFields.isEmpty(),
                "exports",
                exports());
    }

    private List<DateLink> exports() {
        if (admin.exportColumns().isEmpty()) {
            return List.of();
        }
        String query = request().query().with(ChangeList.PAGE, List.of()).urlencode();
        return List.of(
                new DateLink("CSV", pages.export(admin.meta(), "csv") + "?" + query),
                new DateLink("JSON", pages.export(admin.meta(), "json") + "?" + query));
    }

    private List<Head> heads() {
        List<String> order = list.order();
        List<Head> heads = new ArrayList<>();
        for (Column<M> column : admin.listColumns()) {
            String name = column.name();
            String sorted =
                    order.contains(name)
                            ? "ascending"
                            : order.contains("-" + name) ? "descending" : "";
            String sort =
                    column.orderBy().isEmpty()
                            ? ""
                            : list.with(
                                    ChangeList.ORDER,
                                    sorted.equals("ascending") ? "-" + name : name);
            heads.add(new Head(column.label(), sort, sorted, admin.isNumber(column)));
        }
        return heads;
    }

    private List<Row> rows(List<M> objects) {
        List<Column<M>> columns = admin.listColumns();
        String back = request().query().urlencode();
        List<Row> rows = new ArrayList<>();
        for (M object : objects) {
            List<Shown> cells = new ArrayList<>();
            for (Column<M> column : columns) {
                Shown cell = Shown.of(column.label(), column.value().apply(object), pages);
                cells.add(admin.isNumber(column) ? cell.amongNumbers() : cell);
            }
            String url = pages.about(object, "change");
            String query = back.isEmpty() ? "" : "?_back=" + Percent.encode(back);
            rows.add(new Row(String.valueOf(object.pk()), object.toString(), url + query, cells));
        }
        return rows;
    }

    private List<Shelf> shelves() {
        List<Shelf> shelves = new ArrayList<>();
        for (ListFilter<M> filter : admin.options().listFilters) {
            String chosen = list.chosen(filter);
            List<Choice> choices = new ArrayList<>(filter.choices().get());
            if (!chosen.isEmpty() && choices.stream().noneMatch(c -> c.value().equals(chosen))) {
                choices.add(new Choice(chosen, Words.cut(chosen, 60)));
            }
            shelves.add(new Shelf(filter.parameter(), filter.label(), chosen, choices));
        }
        return shelves;
    }

    private List<DateLink> dateLinks(QuerySet<M> found) {
        return list.dates().next(found).stream()
                .map(step -> new DateLink(step.label(), list.with(ChangeList.DATE, step.value())))
                .toList();
    }

    private List<DateLink> dateWay() {
        return list.dates().way().stream()
                .map(step -> new DateLink(step.label(), list.with(ChangeList.DATE, step.value())))
                .toList();
    }

    /** What the form of the filters sends along, beside the filters. */
    private List<Choice> hidden() {
        List<Choice> all = new ArrayList<>();
        for (String name : List.of(ChangeList.ORDER, ChangeList.DATE)) {
            request().query().find(name).ifPresent(value -> all.add(new Choice(name, value)));
        }
        return all;
    }

    private List<PageLink> pageLinks(Paginator.Page<M> page) {
        List<PageLink> links = new ArrayList<>();
        long last = 0;
        for (long at = 1; at <= page.pages(); at++) {
            boolean near = Math.abs(at - page.number()) <= NEIGHBOURS;
            if (!near && at != 1 && at != page.pages()) {
                at = at < page.number() ? page.number() - NEIGHBOURS - 1 : page.pages() - 1;
                continue;
            }
            if (at > last + 1) {
                links.add(new PageLink("…", "", false));
            }
            String number = Long.toString(at);
            boolean here = at == page.number();
            links.add(new PageLink(number, here ? "" : list.with(ChangeList.PAGE, number), here));
            last = at;
        }
        return links;
    }

    // ---- actions

    private List<Choice> actions() {
        List<Choice> all = new ArrayList<>();
        for (Action<M> action : admin.options().actions) {
            if (access.may(action.permit(), null)) {
                all.add(new Choice(action.name(), action.label()));
            }
        }
        if (access.may(Permit.DELETE, null)) {
            all.add(
                    new Choice(
                            Actions.DELETE,
                            "Delete the selected " + admin.meta().verboseNamePlural()));
        }
        return all;
    }

    private Response act() {
        QuerySet<M> found = list.among(source());
        Actions<M> actions = new Actions<>(pages, admin, access);
        Optional<Response> answer = actions.run(found);
        return answer.orElseGet(
                () -> {
                    String query = request().query().urlencode();
                    String address = pages.list(admin.meta());
                    return Response.redirect(query.isEmpty() ? address : address + "?" + query);
                });
    }

    /** An object of the model by its quoted key, among those that the user sees. */
    static <M extends Model> M object(AdminPages pages, ModelAdmin<M> admin, String quoted) {
        try {
            return admin.options()
                    .source
                    .apply(pages.request())
                    .getOr404("pk", ObjectKeys.unquote(quoted));
        } catch (FieldError notAKey) {
            throw new Http404("no such object");
        }
    }
}
