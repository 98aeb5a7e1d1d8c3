package dev.tule.mtv.admin;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Request;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.forms.BoundField;
import dev.tule.mtv.forms.Form;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.forms.ModelForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The forms of an inline on one page. Objects are found by the one that they refer to: a key that
 * belongs to another is refused. Confined to the request's thread.
 */
final class InlineFormSet<C extends Model> {
    private static final String TOTAL = "-TOTAL_FORMS";
    private static final String KEY = "id";
    private static final String DELETE = "DELETE";

    /** Stands for the number in the form that scripts copy. */
    private static final String BLANK = "__prefix__";

    private final AdminPages pages;
    private final Inline<C> inline;
    private final @Nullable Model parent;
    private final ModelForm<C> form;
    private final boolean mayAdd;
    private final boolean mayChange;
    private final boolean mayDelete;
    private final List<Row> rows = new ArrayList<>();
    private final List<Pending<C>> changed = new ArrayList<>();
    private final List<C> removed = new ArrayList<>();
    private boolean valid = true;

    /**
     * A form of the page.
     *
     * @param prefix what its fields' names begin with
     * @param key of the object; empty for a new one
     * @param name what the object is called; empty for a new one
     * @param url of the object's own form
     * @param deletable whether it may be marked to be deleted
     * @param removed whether it is
     */
    record Row(
            String prefix,
            String key,
            String name,
            String url,
            List<FormLine> lines,
            List<String> errors,
            boolean deletable,
            boolean removed) {}

    /**
     * An object to be saved.
     *
     * @param isNew whether it wasn't there
     * @param fields what was changed
     */
    private record Pending<C extends Model>(C object, boolean isNew, List<String> fields) {}

    private InlineFormSet(
            AdminPages pages, Inline<C> inline, @Nullable Model parent, boolean mayChangeParent) {
        User user = pages.user();
        this.pages = pages;
        this.inline = inline;
        this.parent = parent;
        this.mayAdd = mayChangeParent && Access.has(user, Permit.ADD, inline.meta());
        this.mayChange = mayChangeParent && Access.has(user, Permit.CHANGE, inline.meta());
        this.mayDelete = mayChangeParent && Access.has(user, Permit.DELETE, inline.meta());
        this.form =
                FormLine.form(
                        inline.meta().type(),
                        inline.fields(),
                        inline.autocompleteFields(),
                        inline.shown());
    }

    /** Whether the user sees an inline at all. */
    static boolean isVisible(User user, Inline<?> inline) {
        return Access.has(user, Permit.VIEW, inline.meta())
                || Access.has(user, Permit.CHANGE, inline.meta())
                || Access.has(user, Permit.ADD, inline.meta());
    }

    /**
     * The forms as they are when the page is opened.
     *
     * @param parent null where it isn't there yet
     */
    static <C extends Model> InlineFormSet<C> shown(
            AdminPages pages, Inline<C> inline, @Nullable Model parent, boolean mayChangeParent) {
        InlineFormSet<C> set = new InlineFormSet<>(pages, inline, parent, mayChangeParent);
        set.existing().forEach((key, object) -> set.show(set.rows.size(), object));
        int free = Math.min(inline.extra(), inline.most() - set.rows.size());
        for (int i = 0; i < free && set.mayAdd; i++) {
            set.rows.add(set.blank(Integer.toString(set.rows.size())));
        }
        return set;
    }

    /** What was sent for them. */
    static <C extends Model> InlineFormSet<C> bound(
            AdminPages pages, Inline<C> inline, @Nullable Model parent) {
        InlineFormSet<C> set = new InlineFormSet<>(pages, inline, parent, true);
        set.bind(pages.request());
        return set;
    }

    private Map<String, C> existing() {
        Map<String, C> all = new LinkedHashMap<>();
        if (parent != null) {
            for (C each : inline.of(parent).range(0, inline.most())) {
                all.put(String.valueOf(each.pk()), each);
            }
        }
        return all;
    }

    // ---- what was sent

    private void bind(Request request) {
        QueryDict sent = request.post();
        String total = sent.get(inline.prefix() + TOTAL, "");
        if (!total.matches("[0-9]{1,4}") || Integer.parseInt(total) > inline.most() + 1) {
            throw new BadRequest("inlines without a proper number of forms");
        }
        Map<String, C> existing = existing();
        for (int i = 0; i < Integer.parseInt(total); i++) {
            String prefix = prefix(Integer.toString(i));
            String key = sent.get(prefix + KEY, "");
            if (key.isEmpty()) {
                bindNew(request, prefix);
                continue;
            }
            C object = existing.get(key);
            if (object == null) {
                valid = false;
                rows.add(
                        row(
                                prefix,
                                null,
                                form.prefixed(prefix).sent(request),
                                "This was deleted meanwhile, or belongs elsewhere."));
            } else if (sent.contains(prefix + DELETE)) {
                if (!mayDelete) {
                    throw new PermissionDenied("the user may not delete these");
                }
                removed.add(object);
                rows.add(row(prefix, object, form.prefixed(prefix).sent(request), ""));
            } else if (mayChange) {
                bind(request, prefix, object);
            } else {
                show(i, object);
            }
        }
    }

    private void bindNew(Request request, String prefix) {
        C object = inline.meta().newInstance();
        ModelForm<C> here = form.prefixed(prefix);
        List<String> fields = here.changed(request, object);
        if (fields.isEmpty() || request.post().contains(prefix + DELETE)) {
            // Left as it was: nobody wants it.
            if (mayAdd) {
                rows.add(row(prefix, null, here.empty(), ""));
            }
            return;
        }
        if (!mayAdd) {
            throw new PermissionDenied("the user may not add these");
        }
        take(here.bind(request, object), request, here, prefix, null, fields);
    }

    private void bind(Request request, String prefix, C object) {
        ModelForm<C> here = form.prefixed(prefix);
        List<String> fields = here.changed(request, object);
        take(here.bind(request, object), request, here, prefix, object, fields);
    }

    private void take(
            ModelForm.Bound<C> bound,
            Request request,
            ModelForm<C> here,
            String prefix,
            @Nullable C existing,
            List<String> fields) {
        switch (bound) {
            case ModelForm.Valid<C>(C object) -> {
                if (!fields.isEmpty()) {
                    changed.add(new Pending<>(object, existing == null, fields));
                }
                rows.add(row(prefix, existing, here.sent(request), ""));
            }
            case ModelForm.Invalid<C>(var shown) -> {
                valid = false;
                rows.add(row(prefix, existing, shown, ""));
            }
        }
    }

    boolean isValid() {
        return valid;
    }

    /** Saves what was sent, and says what was done. */
    List<String> save(Model owner) {
        List<String> done = new ArrayList<>();
        String name = inline.meta().verboseName();
        for (C each : removed) {
            done.add("Deleted %s “%s”.".formatted(name, each));
            each.delete();
        }
        for (Pending<C> each : changed) {
            C object = each.object();
            if (each.isNew()) {
                object.set(inline.foreignKey(), owner);
            }
            object.save();
            done.add(
                    each.isNew()
                            ? "Added %s “%s”.".formatted(name, object)
                            : "Changed %s of %s “%s”."
                                    .formatted(
                                            ChangeFormView.listed(inline.meta(), each.fields()),
                                            name,
                                            object));
        }
        return done;
    }

    // ---- the page

    private String prefix(String number) {
        return inline.prefix() + "-" + number + "-";
    }

    private Row blank(String number) {
        String prefix = prefix(number);
        return row(prefix, null, form.prefixed(prefix).empty(), "");
    }

    private void show(int number, C object) {
        String prefix = prefix(Integer.toString(number));
        rows.add(
                mayChange
                        ? row(prefix, object, form.prefixed(prefix).show(object), "")
                        : row(prefix, object, reading(object), List.of()));
    }

    private List<FormLine> reading(C object) {
        return inline.fields().stream()
                .map(
                        name ->
                                FormLine.reading(
                                        inline.meta().field(name).label(), object.get(name), pages))
                .toList();
    }

    private Row row(String prefix, @Nullable C object, Form.Shown shown, String error) {
        List<FormLine> lines = new ArrayList<>();
        for (String name : inline.fields()) {
            lines.add(
                    FormLine.filling(
                            pages, inline.meta(), shown, name, inline.autocompleteFields()));
        }
        List<String> errors = new ArrayList<>(shown.nonFieldErrors());
        if (!error.isEmpty()) {
            errors.add(error);
        }
        return row(prefix, object, lines, errors);
    }

    private Row row(String prefix, @Nullable C object, List<FormLine> lines, List<String> errors) {
        return new Row(
                prefix,
                object == null ? "" : String.valueOf(object.pk()),
                object == null ? "" : object.toString(),
                object == null ? "" : pages.seen(object),
                lines,
                errors,
                object == null ? mayAdd : mayDelete,
                object != null && removed.contains(object));
    }

    public List<Row> rows() {
        return rows;
    }

    /** The form that scripts copy; null where nothing can be added. */
    public @Nullable Row template() {
        return mayAdd ? blank(BLANK) : null;
    }

    public String name() {
        return Words.capital(inline.meta().verboseNamePlural());
    }

    public String one() {
        return inline.meta().verboseName();
    }

    public boolean isStacked() {
        return inline.isStacked();
    }

    public String prefix() {
        return inline.prefix();
    }

    public int total() {
        return rows.size();
    }

    public int most() {
        return inline.most();
    }

    public boolean mayDelete() {
        return mayDelete || mayAdd;
    }

    /** The columns' heads. */
    public List<FormLine> heads() {
        Row first = rows.isEmpty() ? template() : rows.getFirst();
        return first == null ? List.of() : Objects.requireNonNull(first).lines();
    }

    /** Whether a field of it takes a file. */
    boolean isMultipart() {
        return form.isMultipart();
    }

    /** Whether a field of it is wrong. */
    public boolean hasErrors() {
        return rows.stream()
                .anyMatch(
                        row ->
                                !row.errors().isEmpty()
                                        || row.lines().stream()
                                                .map(FormLine::field)
                                                .filter(Objects::nonNull)
                                                .map(BoundField::errors)
                                                .anyMatch(errors -> !errors.isEmpty()));
    }
}
