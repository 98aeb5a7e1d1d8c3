package dev.tule.mtv.admin;

import dev.tule.mtv.Request;
import dev.tule.mtv.forms.FormField;
import dev.tule.mtv.forms.Widget;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a model's objects are looked after: which columns, filters, fields, actions. Immutable, made
 * once; each method gives another. Safe for use by many threads.
 *
 * <pre>{@code
 * ModelAdmin.of(Book.class)
 *         .listDisplay("title", "author", "price", "status")
 *         .listFilter("status", "published")
 *         .searchFields("title", "author__name")
 *         .inlines(Inline.tabular(Review.class))
 *         .actions(Action.of("publish", "Publish the selected books", Books::publish))
 * }</pre>
 *
 * <p>Names that the model doesn't have are refused here, when the program starts.
 *
 * @param <M> the model
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/admin/#modeladmin-objects">
 *     Django: ModelAdmin</a>
 */
public final class ModelAdmin<M extends Model> {
    private static final int MOST_PER_PAGE = 500;

    private final ModelMeta<M> meta;
    private final Options<M> options;

    /** Is called before an object is saved, in the same transaction: Django's save_model. */
    @FunctionalInterface
    public interface Saving<M extends Model> {
        void before(Request request, M object, boolean isNew);
    }

    private ModelAdmin(ModelMeta<M> meta, Options<M> options) {
        this.meta = meta;
        this.options = options;
    }

    /** All fields in the form, and in the list the objects' texts alone. */
    public static <M extends Model> ModelAdmin<M> of(Class<M> type) {
        return new ModelAdmin<>(
                ModelMeta.of(type), new Options<>(request -> QuerySet.of(type).all()));
    }

    private ModelAdmin<M> with(Consumer<Options<M>> change) {
        Options<M> copy = options.copy();
        change.accept(copy);
        return new ModelAdmin<>(meta, copy);
    }

    // ---- the list

    /**
     * The list's columns: fields, fields of related objects ({@code author__name}), and columns
     * that {@link #columns} declares. The first one links to the form.
     */
    public ModelAdmin<M> listDisplay(String... names) {
        return with(to -> to.listDisplay = List.of(names));
    }

    /** Computed columns. They stand behind the others where {@link #listDisplay} has them not. */
    @SafeVarargs
    public final ModelAdmin<M> columns(Column<M>... columns) {
        return with(
                to -> {
                    for (Column<M> each : columns) {
                        to.columns.put(each.name(), each);
                    }
                });
    }

    /** Filters by fields, or fields of related objects. */
    public ModelAdmin<M> listFilter(String... paths) {
        return with(
                to -> {
                    for (String each : paths) {
                        to.listFilters.add(FieldFilters.of(FieldPath.of(meta, each)));
                    }
                });
    }

    /** Filters of one's own. */
    @SafeVarargs
    public final ModelAdmin<M> listFilter(ListFilter<M>... filters) {
        return with(
                to -> {
                    for (ListFilter<M> each : filters) {
                        to.listFilters.add(each);
                    }
                });
    }

    /**
     * The fields that the search looks into: each word must be in one of them. {@code ^title} looks
     * at the beginning, {@code =code} for the whole.
     */
    public ModelAdmin<M> searchFields(String... paths) {
        for (String each : paths) {
            FieldPath.of(meta, Search.path(each));
        }
        return with(to -> to.searchFields = List.of(paths));
    }

    /** The list's order; the model's own where nothing is said. */
    public ModelAdmin<M> ordering(String... fields) {
        for (String each : fields) {
            FieldPath.of(meta, each.startsWith("-") ? each.substring(1) : each);
        }
        return with(to -> to.ordering = List.of(fields));
    }

    /** Objects on a page, 1 to 500. */
    public ModelAdmin<M> listPerPage(int count) {
        if (count < 1 || count > MOST_PER_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + MOST_PER_PAGE + " objects");
        }
        return with(to -> to.listPerPage = count);
    }

    /** A date by whose years, months and days people find their way. */
    public ModelAdmin<M> dateHierarchy(String path) {
        DateHierarchy.check(FieldPath.of(meta, path));
        return with(to -> to.dateHierarchy = path);
    }

    /** What can be done with chosen objects, beside deleting them. */
    @SafeVarargs
    public final ModelAdmin<M> actions(Action<M>... actions) {
        return with(
                to -> {
                    for (Action<M> each : actions) {
                        to.actions.add(each);
                    }
                });
    }

    /** Which objects the user sees at all: Django's get_queryset. */
    public ModelAdmin<M> source(Function<Request, QuerySet<M>> objects) {
        return with(to -> to.source = objects);
    }

    /** The columns of exports; those of the list where nothing is said, no export for none. */
    public ModelAdmin<M> export(String... names) {
        return with(to -> to.export = List.of(names));
    }

    // ---- the form

    /** The form's fields, in this order. Names of computed columns are shown, read-only. */
    public ModelAdmin<M> fields(String... names) {
        return fieldsets(Fieldset.of("", names));
    }

    /** The form's fields under headings. */
    public ModelAdmin<M> fieldsets(Fieldset... sets) {
        return with(to -> to.fieldsets = List.of(sets));
    }

    /** Fields that are shown and can't be changed. */
    public ModelAdmin<M> readonlyFields(String... names) {
        List.of(names).forEach(meta::field);
        return with(to -> to.readonlyFields.addAll(List.of(names)));
    }

    /**
     * Relations that are sought by typing instead of chosen from all. The related model must be
     * registered and have {@link #searchFields}.
     */
    public ModelAdmin<M> autocompleteFields(String... relations) {
        for (String each : relations) {
            relation(meta, each);
        }
        return with(to -> to.autocompleteFields.addAll(List.of(relations)));
    }

    static ModelField relation(ModelMeta<?> meta, String name) {
        ModelField field = meta.field(name);
        if (!field.isRelation() || !field.mappedBy().isEmpty()) {
            throw new FieldError("'" + name + "' is no relation that a form could have");
        }
        return field;
    }

    /** Shows a form's field in another way: another label, hint, attribute or control. */
    public ModelAdmin<M> showing(String field, UnaryOperator<FormField> as) {
        String name = meta.field(field).name();
        return with(
                to -> to.shown.merge(name, as, (one, more) -> each -> more.apply(one.apply(each))));
    }

    /** A hint below a form's field. */
    public ModelAdmin<M> help(String field, String text) {
        return showing(field, shown -> shown.labelled(shown.label(), text));
    }

    /** Another control for a form's field: a text area, radio buttons. */
    public ModelAdmin<M> widget(String field, Widget widget) {
        return showing(field, shown -> shown.shownAs(widget));
    }

    /** What may be chosen for a relation, on the page and when it comes back. */
    public ModelAdmin<M> choosing(String relation, QuerySet<? extends Model> among) {
        String name = relation(meta, relation).name();
        return with(to -> to.choices.put(name, among));
    }

    /** Related objects that are edited along. */
    public ModelAdmin<M> inlines(Inline<?>... inlines) {
        return with(
                to -> {
                    for (Inline<?> each : inlines) {
                        to.inlines.add(each.of(meta));
                    }
                });
    }

    /** Is called before an object is saved. */
    public ModelAdmin<M> beforeSaving(Saving<M> saving) {
        return with(to -> to.saving = saving);
    }

    /** The address at which the site's visitors see an object. */
    public ModelAdmin<M> viewOnSite(Function<M, String> address) {
        return with(to -> to.viewOnSite = address);
    }

    /** Who may do what with single objects, among those whom permissions let. */
    public ModelAdmin<M> allowing(ObjectPermission<M> permission) {
        return with(to -> to.permission = permission);
    }

    /** A page beside the form. */
    ModelAdmin<M> page(ObjectPage<M> page) {
        return with(to -> to.pages.add(page));
    }

    /** One of these pages comes when an object was added. */
    ModelAdmin<M> firstPage(String name) {
        return with(to -> to.firstPage = name);
    }

    // ---- worked out

    ModelMeta<M> meta() {
        return meta;
    }

    Options<M> options() {
        return options;
    }

    /** What the list shows, in order. */
    List<Column<M>> listColumns() {
        List<Column<M>> all = new ArrayList<>();
        for (String name : options.listDisplay) {
            all.add(column(name));
        }
        for (Column<M> each : options.columns.values()) {
            boolean inForm =
                    options.fieldsets.stream().anyMatch(s -> s.fields().contains(each.name()));
            if (!options.listDisplay.contains(each.name()) && !inForm) {
                all.add(each);
            }
        }
        if (options.listDisplay.isEmpty()) {
            String label = Words.capital(meta.verboseName());
            all.addFirst(new Column<>("__str__", label, Words::name, ""));
        }
        return all;
    }

    /** What an export has, in order; none where there is no export. */
    List<Column<M>> exportColumns() {
        List<String> names = options.export;
        if (names == null) {
            return options.listDisplay.isEmpty()
                    ? editable(meta, false).stream().map(this::column).toList()
                    : listColumns();
        }
        return names.stream().map(this::column).toList();
    }

    /** A computed column, or that of a field. */
    Column<M> column(String name) {
        Column<M> own = options.columns.get(name);
        if (own != null) {
            return own;
        }
        FieldPath path = FieldPath.of(meta, name);
        return new Column<>(name, path.label(), path::value, path.isSingle() ? sortedBy(path) : "");
    }

    /** Whether a column is a field of numbers. */
    boolean isNumber(Column<M> column) {
        if (options.columns.containsKey(column.name()) || column.name().equals("__str__")) {
            return false;
        }
        FieldPath path = FieldPath.of(meta, column.name());
        Class<?> type = path.field().type();
        return Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class);
    }

    /** Related objects are sorted as their own lists are. */
    private static String sortedBy(FieldPath path) {
        if (!path.field().isRelation()) {
            return path.text();
        }
        List<String> own = path.field().related().ordering();
        boolean plain = own.size() == 1 && !own.getFirst().startsWith("-");
        return plain ? path.text() + "__" + own.getFirst() : path.text();
    }

    /** The relations that columns show something of. */
    String[] related(List<Column<M>> columns) {
        return columns.stream()
                .filter(column -> !options.columns.containsKey(column.name()))
                .filter(column -> !column.name().equals("__str__"))
                .map(column -> FieldPath.of(meta, column.name()))
                .filter(FieldPath::isSingle)
                .map(FieldPath::related)
                .filter(related -> !related.isEmpty())
                .distinct()
                .toArray(String[]::new);
    }

    /** The form's fields under their headings. */
    List<Fieldset> fieldsets(boolean adding) {
        if (!options.fieldsets.isEmpty()) {
            return options.fieldsets;
        }
        List<String> names = new ArrayList<>(editable(meta, adding));
        options.readonlyFields.stream().filter(each -> !names.contains(each)).forEach(names::add);
        return List.of(new Fieldset("", "", names, false));
    }

    /** Whether a name in a fieldset is a field that the form can change. */
    boolean isEditable(String name, boolean adding) {
        return !options.columns.containsKey(name)
                && !options.readonlyFields.contains(name)
                && editable(meta, adding).contains(name);
    }

    /** The fields that forms can have; a key that people give can't be changed later. */
    static List<String> editable(ModelMeta<?> meta, boolean adding) {
        return meta.fields().stream()
                .filter(field -> !field.generated() && (adding || !field.id()))
                .filter(
                        field ->
                                !field.isToMany()
                                        || (field.joinTable() != null
                                                && field.mappedBy().isEmpty()))
                .filter(field -> field.type() != byte[].class)
                .map(ModelField::name)
                .toList();
    }

    @Nullable String addressOnSite(M object) {
        Function<M, String> address = options.viewOnSite;
        return address == null ? null : address.apply(object);
    }

    /** Looks whether every name means something; for the site, when it is put together. */
    void check() {
        listColumns();
        exportColumns();
        for (boolean adding : new boolean[] {true, false}) {
            for (Fieldset set : fieldsets(adding)) {
                set.fields().forEach(this::column);
            }
        }
    }

    @Override
    public String toString() {
        return "ModelAdmin<" + meta.label() + ">";
    }
}
