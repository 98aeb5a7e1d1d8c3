package dev.tule.mtv.models;

import dev.tule.mtv.ChoiceLabel;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.template.AltersData;
import dev.tule.mtv.template.HasMembers;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model class extends. Its public fields are columns and relations; what is not
 * {@code @Nullable} is required.
 *
 * <pre>{@code
 * @Entity
 * @Meta(ordering = "-published")
 * public class Book extends Model {
 *     public static final QuerySet<Book> objects = objects(Book.class);
 *
 *     @Id public long id;
 *     @Column(length = 200) public String title = "";
 *     @ManyToOne public Author author;
 *     public @Nullable LocalDate published;
 *     @ManyToMany public List<Tag> tags;
 * }
 * }</pre>
 *
 * <p>Two objects are equal where they are of one class and have the same key; one that isn't saved
 * equals itself alone. An object belongs to one thread at a time.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/db/models/">Django: models</a>
 */
@MappedSuperclass
public abstract class Model implements HasMembers {
    private static final String GET = "get_";
    private static final String DISPLAY = "_display";

    @Transient private transient @Nullable Map<String, @Nullable Object> annotations;

    /** The query set of all objects of a model, for {@code objects}. */
    protected static <M extends Model> QuerySet<M> objects(Class<M> type) {
        return QuerySet.of(type);
    }

    private ModelMeta<?> meta() {
        return ModelMeta.of(getClass());
    }

    /** The primary key; null where the object isn't saved and the database gives the key. */
    public final @Nullable Object pk() {
        ModelField id = meta().id();
        Object key = Fields.get(this, id);
        boolean unset = id.generated() && key instanceof Number number && number.longValue() == 0;
        return unset ? null : key;
    }

    /**
     * Writes the object: a new row, or what changed of an old one.
     *
     * @throws IntegrityError where a constraint of the database refuses it
     */
    @AltersData
    public void save() {
        Databases.current().database(meta(), true).save(this);
    }

    /** Writes the object to one of several databases. */
    @AltersData
    public void save(String database) {
        Databases.current().database(database).save(this);
    }

    /**
     * Deletes the object's row; what refers to it goes by {@link OnDelete}.
     *
     * @throws IntegrityError where something refers to it that is protected
     */
    @AltersData
    public void delete() {
        Databases.current().database(meta(), true).delete(this);
    }

    /** Reads the object's fields anew. */
    @AltersData
    public void refreshFromDb() {
        Databases.current().database(meta(), false).refresh(this);
    }

    /** Related objects as a query set: {@code author.<Book>related("books").filter(…)}. */
    @SuppressWarnings("unchecked")
    public <R extends Model> QuerySet<R> related(String relation) {
        ModelField field = meta().field(relation);
        if (!field.isToMany()) {
            throw new FieldError("'" + relation + "' is no relation to many");
        }
        QuerySet<R> all = QuerySet.of((Class<R>) field.type());
        Object key = Objects.requireNonNull(pk(), "an object that isn't saved has no relations");
        if (!field.mappedBy().isEmpty()) {
            return all.filter(field.mappedBy(), key);
        }
        return all.filter("pk__in", QuerySet.of(getClass()).filter("pk", key).keysOf(field));
    }

    /** What {@link QuerySet#annotate} computed for this object. */
    public final @Nullable Object annotation(String name) {
        Map<String, @Nullable Object> all = annotations;
        if (all == null || !all.containsKey(name)) {
            throw new FieldError("'" + name + "' was not annotated to this " + meta().name());
        }
        return all.get(name);
    }

    final void annotate(Map<String, @Nullable Object> values) {
        annotations = values;
    }

    /** A field's value by its name, loaded where it isn't yet: for templates, forms, the admin. */
    public final @Nullable Object get(String field) {
        return Fields.get(this, meta().field(field));
    }

    /** Sets a field by its name. */
    @AltersData
    public final void set(String field, @Nullable Object value) {
        Fields.set(this, meta().field(field), value);
    }

    @Override
    public @Nullable Object member(String name) {
        if (name.equals("pk")) {
            return pk();
        }
        Map<String, @Nullable Object> all = annotations;
        if (all != null && all.containsKey(name)) {
            return all.get(name);
        }
        if (name.startsWith(GET) && name.endsWith(DISPLAY)) {
            return display(name.substring(GET.length(), name.length() - DISPLAY.length()));
        }
        return meta().find(name).map(field -> Fields.get(this, field)).orElse(null);
    }

    /** Django's {@code get_kind_display}: what people read instead of an enum's constant. */
    private @Nullable Object display(String field) {
        Object value = meta().find(field).map(found -> Fields.get(this, found)).orElse(null);
        return value instanceof Enum<?> constant ? ChoiceLabel.of(constant) : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Model object
                && object.getClass() == getClass()
                && pk() != null
                && Objects.equals(pk(), object.pk());
    }

    @Override
    public int hashCode() {
        Object key = pk();
        return key == null ? System.identityHashCode(this) : key.hashCode();
    }

    @Override
    public String toString() {
        return meta().name() + " object (" + pk() + ")";
    }
}
