package dev.tule.mtv.models;

import dev.tule.mtv.Http404;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.models.sql.Lock;
import dev.tule.mtv.models.sql.Query;
import dev.tule.mtv.models.sql.Select;
import dev.tule.mtv.models.sql.Selectable;
import dev.tule.mtv.models.sql.Sql;
import dev.tule.mtv.template.AltersData;
import dev.tule.mtv.views.PageSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a model that are asked for when they are needed. Each method gives another query set;
 * none changes this one. What was read is kept, so that a template may go over it twice; {@code
 * objects} itself keeps nothing. Safe for use by many threads, the objects in it are not.
 *
 * <pre>{@code
 * Book.objects.filter("author__name__icontains", "ann", "price__gte", 11)
 *         .exclude("tags__name", "old").selectRelated("author").orderBy("-published").slice(0, 2)
 * }</pre>
 *
 * @param <M> the model
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/querysets/">Django: QuerySet</a>
 */
public final class QuerySet<M extends Model> implements Iterable<M>, PageSource<M>, Selectable {
    /** Rows that {@link #iterate} has in memory at a time: Django's number. */
    private static final int CHUNK = 2000;

    private final Class<M> type;
    private final Query query;
    private final @Nullable String alias;
    private final boolean keeps;
    private volatile @Nullable List<M> kept;

    private QuerySet(Class<M> type, Query query, @Nullable String alias, boolean keeps) {
        this.type = type;
        this.query = query;
        this.alias = alias;
        this.keeps = keeps;
    }

    /** All objects of a model. */
    public static <M extends Model> QuerySet<M> of(Class<M> type) {
        return new QuerySet<>(type, Query.ALL, null, false);
    }

    private QuerySet<M> with(Query other) {
        return new QuerySet<>(type, other, alias, true);
    }

    @Override
    public ModelMeta<M> meta() {
        return ModelMeta.of(type);
    }

    @Override
    public Query query() {
        return query;
    }

    // ---- which

    /** All of them, as they are now. */
    public QuerySet<M> all() {
        return with(query);
    }

    /**
     * Those for which every lookup holds: paths and values in turn, or {@link Q}s. Lookups on one
     * relation to many within one call are about the same related object.
     *
     * @throws FieldError when it is read, where a path names what isn't there
     */
    public QuerySet<M> filter(@Nullable Object... lookups) {
        return with(unsliced("filter").where(Q.of(lookups)));
    }

    /** All but those for which every lookup holds. */
    public QuerySet<M> exclude(@Nullable Object... lookups) {
        return with(unsliced("exclude").where(Q.of(lookups).not()));
    }

    /** None at all. */
    public QuerySet<M> none() {
        return with(query.where(new Q.Any(List.of())));
    }

    /** Has something computed for each object: {@link Model#annotation}, lookups, orders. */
    public QuerySet<M> annotate(String name, Expression expression) {
        if (meta().find(name).isPresent()) {
            throw new FieldError(meta().label() + " has a field '" + name + "' already");
        }
        return with(query.annotate(name, expression));
    }

    /** In this order; a minus turns a field's round. No field: in no order. */
    public QuerySet<M> orderBy(String... fields) {
        return with(unsliced("orderBy").order(Arrays.stream(fields).map(Order::of).toList()));
    }

    /** In this order: {@code orderBy(F.of("published").desc().withNullsLast())}. */
    public QuerySet<M> orderBy(Order first, Order... others) {
        List<Order> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        return with(unsliced("orderBy").order(all));
    }

    /** In the opposite order. */
    public QuerySet<M> reverse() {
        return with(
                unsliced("reverse")
                        .order(
                                query.effectiveOrder(meta()).stream()
                                        .map(Order::reversed)
                                        .toList()));
    }

    /** Equal rows of {@link #values} once; objects never come twice. */
    public QuerySet<M> distinct() {
        return with(query.distinct(true));
    }

    /** From one place up to another, from 0: Python's {@code [from:to]}. */
    public QuerySet<M> range(long from, long to) {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a range is from 0 on and not turned round");
        }
        return with(query.slice(from, to - from));
    }

    /** Relations to one that are read in the same query. */
    public QuerySet<M> selectRelated(String... relations) {
        return with(query.loading(query.loading().selectRelated(List.of(relations))));
    }

    /** Relations that are read in one query each, for all objects at once. */
    public QuerySet<M> prefetchRelated(String... relations) {
        List<String> paths = Arrays.stream(relations).map(each -> each.replace("__", ".")).toList();
        return with(query.loading(query.loading().prefetchRelated(paths)));
    }

    /** Reads these fields and the key; each of the others when it is first asked for. */
    public QuerySet<M> only(String... fields) {
        return with(query.loading(query.loading().only(List.of(fields))));
    }

    /** Doesn't read these fields until one of them is asked for. */
    public QuerySet<M> defer(String... fields) {
        return with(query.loading(query.loading().defer(List.of(fields))));
    }

    // ---- sets

    /** What is in this one or in the other, once; to be filtered, ordered and sliced. */
    public QuerySet<M> union(QuerySet<M> other) {
        return with(Query.ALL.where(among().or(other.among())));
    }

    /** What is in both. */
    public QuerySet<M> intersection(QuerySet<M> other) {
        return with(Query.ALL.where(among().and(other.among())));
    }

    /** What is in this one and not in the other. */
    public QuerySet<M> difference(QuerySet<M> other) {
        return with(Query.ALL.where(among().and(other.among().not())));
    }

    private Q among() {
        return Q.of("pk__in", this);
    }

    /** Locks what is read until the transaction's end; databases without such locks ignore it. */
    public QuerySet<M> selectForUpdate() {
        return with(query.lock(Lock.WAIT));
    }

    /**
     * As {@link #selectForUpdate()}, without waiting for others.
     *
     * @param lock NOWAIT fails where somebody else holds a row, SKIP_LOCKED leaves it out
     */
    public QuerySet<M> selectForUpdate(Lock lock) {
        return with(query.lock(lock));
    }

    /** From the database of an alias. */
    public QuerySet<M> using(String database) {
        return new QuerySet<>(type, query, database, keeps);
    }

    private Query unsliced(String what) {
        if (query.isSliced()) {
            throw new IllegalStateException(what + " must come before the slice");
        }
        return query;
    }

    // ---- read

    private ModelDatabase database(boolean write) {
        Databases databases = Databases.current();
        return alias == null
                ? databases.database(meta(), write)
                : databases.database(Objects.requireNonNull(alias));
    }

    private Select select(ModelDatabase database) {
        return new Select(meta(), query, database.dialect());
    }

    /** The objects, read when first asked for. Unmodifiable. */
    public List<M> list() {
        List<M> known = kept;
        if (known != null) {
            return known;
        }
        ModelDatabase database = database(query.lock() != Lock.NONE);
        List<M> read =
                List.copyOf(
                        database.rows()
                                .objects(
                                        type,
                                        select(database).objects(),
                                        query.loading().prefetchRelated()));
        if (keeps) {
            kept = read;
        }
        return read;
    }

    @Override
    public Iterator<M> iterator() {
        return list().iterator();
    }

    public Stream<M> stream() {
        return list().stream();
    }

    /** As {@link #iterate(int, Consumer)}, with 2000 objects at a time. */
    public void iterate(Consumer<? super M> action) {
        iterate(CHUNK, action);
    }

    /**
     * Has something done with each object while the database still gives them, so that there may be
     * more than fit into memory: Django's {@code iterator}. Nothing is kept. What the action writes
     * is in transactions of its own; on SQLite, where nobody can write while somebody reads, do all
     * of it within {@link Transactions#atomic}. What it throws ends the reading.
     *
     * @param chunk how many objects there are in memory at a time; {@link #prefetchRelated} asks
     *     for each so many
     */
    public void iterate(int chunk, Consumer<? super M> action) {
        if (chunk < 1) {
            throw new IllegalArgumentException("a chunk has one object at least");
        }
        ModelDatabase database = database(query.lock() != Lock.NONE);
        database.rows()
                .each(
                        type,
                        select(database).objects(),
                        query.loading().prefetchRelated(),
                        chunk,
                        action);
    }

    @Override
    public List<M> slice(long offset, int limit) {
        return with(query.slice(offset, limit)).list();
    }

    @Override
    public long count() {
        List<M> known = kept;
        if (known != null) {
            return known.size();
        }
        ModelDatabase database = database(false);
        return database.rows().number(select(database).count());
    }

    /** Whether there is any. */
    public boolean exists() {
        QuerySet<M> one = with(query.slice(0, 1));
        return one.count() > 0;
    }

    /** The first in order; by the key where there is no order. */
    public Optional<M> first() {
        boolean unordered = !query.ordered() && meta().ordering().isEmpty();
        QuerySet<M> ordered = unordered && !query.isSliced() ? orderBy("pk") : this;
        return ordered.slice(0, 1).stream().findFirst();
    }

    /** The last in order. */
    public Optional<M> last() {
        boolean unordered = !query.ordered() && meta().ordering().isEmpty();
        return (unordered ? orderBy("-pk") : reverse()).first();
    }

    /**
     * The only one for which these lookups hold.
     *
     * @throws DoesNotExist where there is none
     * @throws MultipleObjectsReturned where there are more
     */
    public M get(@Nullable Object... lookups) {
        return find(lookups)
                .orElseThrow(
                        () -> new DoesNotExist(meta().name() + " matching query does not exist"));
    }

    /** As {@link #get}; none where there is none. */
    public Optional<M> find(@Nullable Object... lookups) {
        QuerySet<M> wanted = lookups.length == 0 ? this : filter(lookups);
        List<M> found = wanted.slice(0, 2);
        if (found.size() > 1) {
            throw new MultipleObjectsReturned("more than one " + meta().name() + " was found");
        }
        return found.stream().findFirst();
    }

    /** As {@link #get}, answered with a 404 where there is none: get_object_or_404. */
    public M getOr404(@Nullable Object... lookups) {
        return find(lookups).orElseThrow(() -> new Http404("no such " + meta().verboseName()));
    }

    /** Objects by their keys; those that aren't there are missing. */
    public Map<Object, M> inBulk(List<?> keys) {
        Map<Object, M> all = new LinkedHashMap<>();
        for (M each : filter("pk__in", keys)) {
            all.put(Objects.requireNonNull(each.pk()), each);
        }
        return all;
    }

    // ---- values and numbers

    /** Fields instead of objects: through relations to one, or annotations. */
    public ValuesQuery values(String... fields) {
        return new ValuesQuery(this, List.of(fields));
    }

    /** One field of each. */
    @SuppressWarnings("unchecked")
    public <V> List<V> valuesList(String field) {
        List<V> all = new ArrayList<>();
        values(field).list().forEach(row -> all.add((V) row.get(field)));
        return all;
    }

    /** Numbers over all of them: {@code aggregate("total", sum("price"), "n", count("*"))}. */
    public Map<String, @Nullable Object> aggregate(Object... namesAndAggregates) {
        List<String> names = new ArrayList<>();
        List<Aggregate> numbers = new ArrayList<>();
        for (int i = 0; i + 1 < namesAndAggregates.length; i += 2) {
            if (!(namesAndAggregates[i] instanceof String name)
                    || !(namesAndAggregates[i + 1] instanceof Aggregate number)) {
                throw new IllegalArgumentException("names and aggregates must come in turn");
            }
            names.add(name);
            numbers.add(number);
        }
        return rows(
                        select ->
                                IntStream.range(0, names.size())
                                        .mapToObj(
                                                i -> select.computed(names.get(i), numbers.get(i)))
                                        .toList(),
                        select -> select.aggregate(numbers))
                .getFirst();
    }

    List<Map<String, @Nullable Object>> rows(
            Function<Select, List<Select.Computed>> columns, Function<Select, Sql> sql) {
        ModelDatabase database = database(false);
        Select select = select(database);
        return database.rows().maps(sql.apply(select), columns.apply(select));
    }

    void eachRow(
            Function<Select, List<Select.Computed>> columns,
            Function<Select, Sql> sql,
            Consumer<Map<String, @Nullable Object>> action) {
        ModelDatabase database = database(false);
        Select select = select(database);
        database.rows().each(sql.apply(select), columns.apply(select), CHUNK, action);
    }

    /** The keys at the other end of a relation to many, for {@code in}. */
    List<Object> keysOf(ModelField relation) {
        List<Object> keys = new ArrayList<>();
        M owner = get();
        for (Object each : (List<?>) Objects.requireNonNull(owner.get(relation.name()))) {
            keys.add(Objects.requireNonNull(((Model) each).pk()));
        }
        return keys;
    }

    // ---- change

    private Writes<M> writes() {
        ModelDatabase database = database(true);
        return new Writes<>(this, database, select(database));
    }

    /** Makes an object of names and values, and saves it. */
    @AltersData
    public M create(@Nullable Object... namesAndValues) {
        return writes().create(namesAndValues);
    }

    /** The object for which these hold exactly, made where there is none. */
    @AltersData
    public M getOrCreate(@Nullable Object... namesAndValues) {
        return find(namesAndValues).orElseGet(() -> create(namesAndValues));
    }

    /** As {@link #getOrCreate}, where a new one has other values, too. */
    @AltersData
    public M getOrCreate(Map<String, ?> defaults, @Nullable Object... namesAndValues) {
        return find(namesAndValues).orElseGet(() -> writes().createOnce(defaults, namesAndValues));
    }

    /**
     * The object for which these hold exactly, with these values set and saved; made where there is
     * none.
     */
    @AltersData
    public M updateOrCreate(Map<String, ?> values, @Nullable Object... namesAndValues) {
        return writes().updateOrCreate(values, namesAndValues);
    }

    /**
     * Writes some fields of many objects that are there, in one batch. No signals are sent.
     *
     * @return how many rows there were
     */
    @AltersData
    public int bulkUpdate(List<M> objects, String... fields) {
        return writes().bulkUpdate(objects, List.of(fields));
    }

    /** Saves many new objects in one transaction; signals are sent as for each alone. */
    @AltersData
    public void bulkCreate(List<M> objects) {
        writes().bulkCreate(objects);
    }

    /**
     * Changes all of them at once, in the database: {@code update("price",
     * F.of("price").times(2))}. No signals are sent, and objects in memory stay as they are.
     *
     * @return how many there were
     */
    @AltersData
    public int update(@Nullable Object... namesAndValues) {
        return writes().update(namesAndValues);
    }

    /** Deletes all of them at once, in the database; no signals are sent. */
    @AltersData
    public int delete() {
        return writes().delete();
    }

    /** What would be asked, for curious people; values are question marks. */
    public String sql() {
        return select(database(false)).objects().sql().text();
    }

    /** Reads nothing. */
    @Override
    public String toString() {
        return "QuerySet<" + type.getSimpleName() + ">";
    }
}
