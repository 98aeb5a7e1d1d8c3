package dev.tule.mtv.models;

import dev.tule.mtv.Records;
import dev.tule.mtv.models.sql.Select;
import dev.tule.mtv.models.sql.Sql;
import dev.tule.mtv.models.sql.Values;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows of values; with {@link #annotate} groups of equal ones and numbers over each. Immutable,
 * read each time it is asked.
 *
 * <pre>{@code
 * record Shelf(String author, long books) {}
 * Book.objects.values("author__name").annotate("n", count("*")).having("n__gte", 2).orderBy("-n")
 *         .into(Shelf.class)
 * }</pre>
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/db/aggregation/#values">Django: values
 *     and annotate</a>
 */
public final class ValuesQuery implements Iterable<Map<String, @Nullable Object>> {
    private final QuerySet<?> source;
    private final List<String> names;
    private final Map<String, Aggregate> numbers;
    private final List<Q> having;

    ValuesQuery(QuerySet<?> source, List<String> names) {
        this(source, names, Map.of(), List.of());
    }

    private ValuesQuery(
            QuerySet<?> source,
            List<String> names,
            Map<String, Aggregate> numbers,
            List<Q> having) {
        this.source = source;
        this.names = names;
        this.numbers = numbers;
        this.having = having;
    }

    /** A number over each group of rows with equal values. */
    public ValuesQuery annotate(String name, Aggregate number) {
        Map<String, Aggregate> all = new LinkedHashMap<>(numbers);
        all.put(name, number);
        // An order of the rows would split the groups.
        return new ValuesQuery(numbers.isEmpty() ? source.orderBy() : source, names, all, having);
    }

    /** Only groups for whose numbers this holds. */
    public ValuesQuery having(Object... lookups) {
        List<Q> all = new ArrayList<>(having);
        all.add(Q.of(lookups));
        return new ValuesQuery(source, names, numbers, all);
    }

    /** By values or numbers; a minus turns one round. */
    public ValuesQuery orderBy(String... by) {
        return new ValuesQuery(source.orderBy(by), names, numbers, having);
    }

    public ValuesQuery distinct() {
        return new ValuesQuery(source.distinct(), names, numbers, having);
    }

    /** From one place up to another. */
    public ValuesQuery range(long from, long to) {
        return new ValuesQuery(source.range(from, to), names, numbers, having);
    }

    /** The rows, by name. */
    public List<Map<String, @Nullable Object>> list() {
        return source.rows(this::columns, this::sql);
    }

    /**
     * Has something done with each row while the database still gives them, as {@link
     * QuerySet#iterate(Consumer)} does with objects.
     */
    public void iterate(Consumer<Map<String, @Nullable Object>> action) {
        source.eachRow(this::columns, this::sql, action);
    }

    private List<Select.Computed> columns(Select select) {
        List<Select.Computed> columns = new ArrayList<>();
        names.forEach(name -> columns.add(select.computed(name)));
        numbers.forEach((name, number) -> columns.add(select.computed(name, number)));
        return columns;
    }

    private Sql sql(Select select) {
        return numbers.isEmpty() ? select.values(names) : select.groups(names, numbers, having);
    }

    /** The rows as records: values in order are the components in order. */
    public <R extends Record> List<R> into(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components.length != names.size() + numbers.size()) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " must have a component for each value");
        }
        List<R> all = new ArrayList<>();
        for (Map<String, @Nullable Object> row : list()) {
            @Nullable Object[] values = new @Nullable Object[components.length];
            int at = 0;
            for (Object value : row.values()) {
                values[at] = Values.convert(components[at].getType(), value);
                at++;
            }
            all.add(Records.make(type, values));
        }
        return all;
    }

    @Override
    public Iterator<Map<String, @Nullable Object>> iterator() {
        return list().iterator();
    }
}
