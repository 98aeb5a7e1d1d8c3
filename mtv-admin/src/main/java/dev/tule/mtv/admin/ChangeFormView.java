package dev.tule.mtv.admin;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Request;
import dev.tule.mtv.RequestDataTooBig;
import dev.tule.mtv.Response;
import dev.tule.mtv.forms.Form;
import dev.tule.mtv.messages.Messages;
import dev.tule.mtv.models.IntegrityError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.Transactions;
import dev.tule.mtv.models.forms.ModelForm;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of an object, with its inlines. Only what the form shows as a field can be set by what
 * is sent; everything is saved in one transaction, with a log entry.
 */
final class ChangeFormView<M extends Model> {
    static final String BACK = "_back";
    private static final int MOST_PARAMETERS = 50;

    private final AdminPages pages;
    private final ModelAdmin<M> admin;
    private final Access<M> access;
    private final M object;
    private final boolean adding;
    private final boolean mayChange;
    private final List<String> names;

    private ChangeFormView(AdminPages pages, ModelAdmin<M> admin, M object, boolean adding) {
        this.pages = pages;
        this.admin = admin;
        this.access = new Access<>(pages.user(), admin);
        this.object = object;
        this.adding = adding;
        this.mayChange = adding || access.may(Permit.CHANGE, object);
        this.names =
                admin.fieldsets(adding).stream()
                        .flatMap(set -> set.fields().stream())
                        .filter(name -> mayChange && admin.isEditable(name, adding))
                        .toList();
    }

    /** A fieldset with its lines. */
    record Section(String name, String description, boolean collapsed, List<FormLine> lines) {}

    /** A link beside the form. */
    record Tool(String label, String url) {}

    static <M extends Model> Response add(AdminPages pages, ModelAdmin<M> admin) {
        Access.of(pages.request(), admin).require(Permit.ADD, null);
        M fresh = admin.meta().newInstance();
        return new ChangeFormView<>(pages, admin, fresh, true).handle();
    }

    static <M extends Model> Response change(AdminPages pages, ModelAdmin<M> admin, M object) {
        Access<M> access = Access.of(pages.request(), admin);
        access.require(pages.request().isPost() ? Permit.CHANGE : Permit.VIEW, object);
        return new ChangeFormView<>(pages, admin, object, false).handle();
    }

    private Request request() {
        return pages.request();
    }

    private Response handle() {
        if (request().isPost()) {
            return save();
        }
        List<InlineFormSet<?>> inlines = new ArrayList<>();
        for (Inline<?> inline : visible()) {
            inlines.add(shown(inline));
        }
        Form.@Nullable Shown shown = form().map(form -> form.show(object)).orElse(null);
        return page(shown, inlines);
    }

    private <C extends Model> InlineFormSet<C> shown(Inline<C> inline) {
        return InlineFormSet.shown(pages, inline, adding ? null : object, mayChange);
    }

    private List<Inline<?>> visible() {
        return admin.options().inlines.stream()
                .filter(inline -> InlineFormSet.isVisible(pages.user(), inline))
                .toList();
    }

    /** The form of what can be changed; empty where nothing can. */
    private Optional<ModelForm<M>> form() {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Options<M> options = admin.options();
        ModelForm<M> form =
                FormLine.form(
                        admin.meta().type(), names, options.autocompleteFields, options.shown);
        for (String relation : options.choices.keySet()) {
            if (names.contains(relation)) {
                form = form.choosing(relation, options.choices.get(relation));
            }
        }
        return Optional.of(form);
    }

    // ---- saving

    private Response save() {
        Optional<ModelForm<M>> form = form();
        List<String> fields = form.map(each -> each.changed(request(), object)).orElse(List.of());
        Form.@Nullable Shown wrong =
                form.map(each -> each.bind(request(), object))
                        .map(
                                bound ->
                                        bound instanceof ModelForm.Invalid<M>(var shown)
                                                ? shown
                                                : null)
                        .orElse(null);
        List<InlineFormSet<?>> inlines = new ArrayList<>();
        for (Inline<?> inline : visible()) {
            inlines.add(bound(inline));
        }
        if (wrong != null || !inlines.stream().allMatch(InlineFormSet::isValid)) {
            Form.@Nullable Shown sent = form.map(each -> each.sent(request())).orElse(null);
            return page(wrong == null ? sent : wrong, inlines);
        }
        try {
            Transactions.atomic(() -> write(fields, inlines));
        } catch (IntegrityError refused) {
            String message =
                    "The database refuses this: something that must be unique is there already,"
                            + " or something that is needed is missing.";
            return page(
                    form.map(each -> each.refused(request(), "", message)).orElse(null), inlines);
        }
        return saved();
    }

    private <C extends Model> InlineFormSet<C> bound(Inline<C> inline) {
        return InlineFormSet.bound(pages, inline, adding ? null : object);
    }

    private void write(List<String> fields, List<InlineFormSet<?>> inlines) {
        admin.options().saving.before(request(), object, adding);
        object.save();
        List<String> done = new ArrayList<>();
        if (!adding && !fields.isEmpty()) {
            done.add("Changed " + listed(admin.meta(), fields) + ".");
        }
        inlines.forEach(each -> done.addAll(each.save(object)));
        if (adding || !done.isEmpty()) {
            LogEntry.write(
                    pages.user(),
                    object,
                    adding ? LogEntry.Kind.ADDITION : LogEntry.Kind.CHANGE,
                    String.join(" ", done));
        }
    }

    /** {@code title, author and price}. */
    static String listed(ModelMeta<?> meta, List<String> fields) {
        List<String> labels =
                fields.stream()
                        .map(name -> meta.field(name).label().toLowerCase(Locale.ROOT))
                        .toList();
        int last = labels.size() - 1;
        return last < 1
                ? String.join("", labels)
                : String.join(", ", labels.subList(0, last)) + " and " + labels.get(last);
    }

    private Response saved() {
        QueryDict sent = request().post();
        String what = "The " + admin.meta().verboseName() + " “" + object + "” was ";
        String verb = adding ? "added" : "changed";
        String firstPage = admin.options().firstPage;
        if (sent.contains("_addanother") && access.may(Permit.ADD, null)) {
            Messages.success(request(), what + verb + ". You may add another one below.");
            return Response.redirect(pages.add(admin.meta()));
        }
        if (adding && !firstPage.isEmpty()) {
            Messages.success(request(), what + verb + ".");
            return Response.redirect(pages.about(object, firstPage));
        }
        if (sent.contains("_continue") && access.may(Permit.VIEW, object)) {
            Messages.success(request(), what + verb + ". You may go on below.");
            return Response.redirect(pages.about(object, "change") + query(BACK, back()));
        }
        Messages.success(request(), what + verb + ".");
        return Response.redirect(listUrl());
    }

    /** The list as it was when somebody left it for the form. */
    private String listUrl() {
        if (!access.may(Permit.VIEW, null)) {
            return pages.url("index");
        }
        String back = back();
        return pages.list(admin.meta()) + (back.isEmpty() ? "" : "?" + back);
    }

    private static String query(String name, String value) {
        return value.isEmpty()
                ? ""
                : "?" + QueryDict.empty().with(name, List.of(value)).urlencode();
    }

    /** The list's query, read and written anew: it is part of an address that we redirect to. */
    private String back() {
        String given = request().post().get(BACK, request().query().get(BACK, ""));
        try {
            return QueryDict.parse(given, MOST_PARAMETERS).urlencode();
        } catch (BadRequest | RequestDataTooBig nonsense) {
            return "";
        }
    }

    // ---- the page

    private Response page(Form.@Nullable Shown form, List<InlineFormSet<?>> inlines) {
        List<AdminPages.Crumb> crumbs = pages.crumbs(admin.meta());
        String name = admin.meta().verboseName();
        return pages.render(
                "admin/change_form.html",
                adding ? "Add " + name : object.toString(),
                crumbs,
                "sections",
                sections(form),
                "form_errors",
                form == null ? List.of() : form.nonFieldErrors(),
                "has_errors",
                (form != null && !form.errors().isEmpty())
                        || inlines.stream().anyMatch(InlineFormSet::hasErrors),
                "is_multipart",
                (form != null && form.isMultipart())
                        || inlines.stream().anyMatch(InlineFormSet::isMultipart),
                "inlines",
                inlines,
                "adding",
                adding,
                "may_change",
                mayChange,
                "may_add",
                access.may(Permit.ADD, null),
                "delete_url",
                !adding && access.may(Permit.DELETE, object) ? pages.about(object, "delete") : "",
                "tools",
                adding ? List.of() : tools(),
                "site_address",
                adding ? null : admin.addressOnSite(object),
                "back",
                back(),
                "list_url",
                listUrl(),
                "name",
                name);
    }

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        for (ObjectPage<M> page : admin.options().pages) {
            if (access.may(page.permit(), object)) {
                tools.add(new Tool(page.label(), pages.about(object, page.name())));
            }
        }
        tools.add(new Tool("History", pages.about(object, "history")));
        return tools;
    }

    private List<Section> sections(Form.@Nullable Shown form) {
        List<Section> sections = new ArrayList<>();
        for (Fieldset set : admin.fieldsets(adding)) {
            List<FormLine> lines = new ArrayList<>();
            for (String name : set.fields()) {
                if (form != null && names.contains(name)) {
                    lines.add(
                            FormLine.filling(
                                    pages,
                                    admin.meta(),
                                    form,
                                    name,
                                    admin.options().autocompleteFields));
                } else if (!adding) {
                    Column<M> column = admin.column(name);
                    lines.add(
                            FormLine.reading(column.label(), column.value().apply(object), pages));
                }
            }
            if (!lines.isEmpty()) {
                sections.add(new Section(set.name(), set.description(), set.collapsed(), lines));
            }
        }
        return sections;
    }
}
