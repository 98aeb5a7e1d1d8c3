package dev.tule.mtv.models.migrations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Finds the operations that lead from the tables as they were to the tables as they are to be. */
final class Autodetector {
    private final Schema to;
    private final Questioner questioner;
    private final BiFunction<String, String, @Nullable Object> defaults;
    private final List<Operation> operations = new ArrayList<>();
    private Schema at;

    /**
     * A search.
     *
     * @param defaults what a new object holds in a column, by table and column; null for nothing
     */
    Autodetector(
            Schema from,
            Schema to,
            Questioner questioner,
            BiFunction<String, String, @Nullable Object> defaults) {
        this.at = from;
        this.to = to;
        this.questioner = questioner;
        this.defaults = defaults;
    }

    List<Operation> detect() {
        renamedTables();
        newTables();
        for (String name : List.copyOf(at.tables().keySet())) {
            Table wanted = to.tables().get(name);
            if (wanted != null) {
                changed(wanted);
            }
        }
        goneTables();
        return operations;
    }

    private void add(Operation operation) {
        operations.add(operation);
        at = operation.apply(at);
    }

    // ---- tables

    private void renamedTables() {
        Set<String> gone = without(at.tables().keySet(), to.tables().keySet());
        Set<String> come = without(to.tables().keySet(), at.tables().keySet());
        for (String fresh : come) {
            Optional<String> old =
                    gone.stream()
                            .filter(each -> isAlike(at.table(each), to.table(fresh)))
                            .filter(each -> questioner.wasModelRenamed(each, fresh))
                            .findFirst();
            if (old.isPresent()) {
                gone.remove(old.get());
                add(new Operation.RenameModel(old.get(), fresh));
            }
        }
    }

    /** Whether at least half of the columns are called the same. */
    private static boolean isAlike(Table a, Table b) {
        long same = a.columns().stream().filter(each -> b.find(each.name()).isPresent()).count();
        return same * 2 >= Math.max(a.columns().size(), b.columns().size());
    }

    private void newTables() {
        for (String name : ordered(without(to.tables().keySet(), at.tables().keySet()))) {
            add(new Operation.CreateModel(to.table(name)));
        }
    }

    /** Those first that others refer to. Rings are no trouble: foreign keys come last anyway. */
    private List<String> ordered(Set<String> names) {
        Set<String> done = new LinkedHashSet<>();
        names.forEach(name -> visit(name, names, done, new LinkedHashSet<>()));
        return List.copyOf(done);
    }

    private void visit(String name, Set<String> among, Set<String> done, Set<String> way) {
        if (!way.add(name)) {
            return;
        }
        for (Column column : to.table(name).columns()) {
            Column.Reference other = column.references();
            if (other != null && among.contains(other.table())) {
                visit(other.table(), among, done, way);
            }
        }
        done.add(name);
    }

    private void goneTables() {
        List<String> gone =
                new ArrayList<>(without(at.tables().keySet(), to.tables().keySet())).reversed();
        // What refers to others goes first; the tables are in the order of their making.
        gone.forEach(name -> add(new Operation.DeleteModel(name)));
    }

    // ---- columns

    private void changed(Table wanted) {
        String table = wanted.name();
        renamedColumns(wanted);
        dropGroups(wanted);
        for (Column column : wanted.columns()) {
            Optional<Column> old = at.table(table).find(column.name());
            if (old.isEmpty()) {
                add(new Operation.AddField(table, column, initial(table, column)));
            } else if (!old.get().equals(column)) {
                boolean mustFill = old.get().nullable() && !column.nullable();
                add(
                        new Operation.AlterField(
                                table, column, mustFill ? initial(table, column) : null));
            }
        }
        for (Column column : at.table(table).columns()) {
            if (wanted.find(column.name()).isEmpty()) {
                add(new Operation.RemoveField(table, column.name()));
            }
        }
        addGroups(wanted);
    }

    private void renamedColumns(Table wanted) {
        String table = wanted.name();
        Set<String> gone = without(names(at.table(table)), names(wanted));
        for (String fresh : without(names(wanted), names(at.table(table)))) {
            Column made = wanted.column(fresh);
            Optional<String> old =
                    gone.stream()
                            .filter(each -> at.table(table).column(each).named(fresh).equals(made))
                            .filter(each -> questioner.wasFieldRenamed(table, each, fresh))
                            .findFirst();
            if (old.isPresent()) {
                gone.remove(old.get());
                add(new Operation.RenameField(table, old.get(), fresh));
            }
        }
    }

    private @Nullable Object initial(String table, Column column) {
        if (column.nullable()) {
            return null;
        }
        Object known = defaults.apply(table, column.name());
        if (known != null) {
            return known;
        }
        return questioner
                .initialValue(table, column.name())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "rows that are there need a value for "
                                                + table
                                                + "."
                                                + column.name()
                                                + ": give the field an initial value, or let it be"
                                                + " @Nullable"));
    }

    private void dropGroups(Table wanted) {
        Table now = at.table(wanted.name());
        differing(now.indexes(), wanted.indexes())
                .keySet()
                .forEach(name -> add(new Operation.RemoveIndex(wanted.name(), name)));
        differing(now.uniques(), wanted.uniques())
                .keySet()
                .forEach(name -> add(new Operation.RemoveConstraint(wanted.name(), name)));
    }

    private void addGroups(Table wanted) {
        Table now = at.table(wanted.name());
        differing(wanted.indexes(), now.indexes())
                .forEach((name, over) -> add(new Operation.AddIndex(wanted.name(), name, over)));
        differing(wanted.uniques(), now.uniques())
                .forEach(
                        (name, over) ->
                                add(new Operation.AddConstraint(wanted.name(), name, over)));
    }

    private static Map<String, List<String>> differing(
            Map<String, List<String>> these, Map<String, List<String>> from) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        these.forEach(
                (name, over) -> {
                    if (!Objects.equals(from.get(name), over)) {
                        all.put(name, over);
                    }
                });
        return all;
    }

    private static Set<String> names(Table table) {
        Set<String> names = new LinkedHashSet<>();
        table.columns().forEach(column -> names.add(column.name()));
        return names;
    }

    private static Set<String> without(Collection<String> these, Collection<String> others) {
        Set<String> all = new LinkedHashSet<>(these);
        all.removeAll(others);
        return all;
    }
}
