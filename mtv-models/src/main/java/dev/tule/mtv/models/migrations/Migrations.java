package dev.tule.mtv.models.migrations;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.ModelDatabase;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import dev.tule.mtv.models.sql.Dialect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of a project's applications: {@code makemigrations}, {@code migrate}, {@code
 * showmigrations} and {@code sqlmigrate}. Read when it is made; belongs to one thread.
 */
public final class Migrations {
    private final Map<String, AppConfig> apps = new LinkedHashMap<>();
    private final Map<String, List<Migration>> known = new LinkedHashMap<>();

    private Migrations(List<? extends AppConfig> apps) {
        for (AppConfig app : apps) {
            if (app instanceof HasModels) {
                this.apps.put(app.label(), app);
                known.put(app.label(), MigrationFiles.of(app));
            }
        }
    }

    /** Those of these applications; applications without models have none. */
    public static Migrations of(List<? extends AppConfig> apps) {
        return new Migrations(apps);
    }

    /** All migrations, each behind those that it depends on. */
    public List<Migration> all() {
        Map<String, Migration> byLabel = new LinkedHashMap<>();
        known.values().forEach(list -> list.forEach(each -> byLabel.put(each.label(), each)));
        Set<String> done = new LinkedHashSet<>();
        for (List<Migration> list : known.values()) {
            for (Migration each : list) {
                visit(each, byLabel, done, new LinkedHashSet<>());
            }
        }
        List<Migration> ordered = new ArrayList<>();
        done.forEach(label -> ordered.add(found(byLabel, label, label)));
        return ordered;
    }

    private void visit(
            Migration migration,
            Map<String, Migration> byLabel,
            Set<String> done,
            Set<String> way) {
        if (done.contains(migration.label())) {
            return;
        }
        if (!way.add(migration.label())) {
            throw new IllegalStateException("migrations depend on each other in a ring: " + way);
        }
        List<Migration> own = known.getOrDefault(migration.app(), List.of());
        int at = own.indexOf(migration);
        if (at > 0) {
            visit(own.get(at - 1), byLabel, done, way);
        }
        for (String label : migration.dependencies()) {
            visit(found(byLabel, label, migration.label()), byLabel, done, way);
        }
        way.remove(migration.label());
        done.add(migration.label());
    }

    private static Migration found(Map<String, Migration> byLabel, String label, String whoAsks) {
        return Optional.ofNullable(byLabel.get(label))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "migration "
                                                + whoAsks
                                                + " depends on "
                                                + label
                                                + ", which isn't there"));
    }

    /** The tables that all migrations amount to. */
    Schema schema() {
        Schema at = Schema.EMPTY;
        for (Migration migration : all()) {
            for (Operation operation : migration.operations()) {
                at = operation.apply(at);
            }
        }
        return at;
    }

    /** The tables that the migrations before one amount to. */
    private Schema before(Migration wanted) {
        Schema at = Schema.EMPTY;
        for (Migration migration : all()) {
            if (migration.equals(wanted)) {
                break;
            }
            for (Operation operation : migration.operations()) {
                at = operation.apply(at);
            }
        }
        return at;
    }

    // ---- makemigrations

    /**
     * What changed in the models since the last migrations: at most one new migration for each
     * application, not yet written anywhere.
     *
     * @throws IllegalStateException where a column needs a value that nobody knows
     */
    public List<Migration> changes(Questioner questioner) {
        Schema from = schema();
        List<Migration> fresh = new ArrayList<>();
        for (AppConfig app : apps.values()) {
            List<Class<? extends Model>> models = ((HasModels) app).models();
            Schema wanted = Schema.of(models);
            Schema had = ofApp(app.label(), from);
            List<Operation> operations =
                    new Autodetector(had, wanted, questioner, defaults(models)).detect();
            if (!operations.isEmpty()) {
                fresh.add(migration(app, operations));
            }
        }
        return fresh;
    }

    /** The tables that an application's own migrations made. */
    private Schema ofApp(String label, Schema all) {
        Schema own = Schema.EMPTY;
        for (Migration migration : known.getOrDefault(label, List.of())) {
            for (Operation operation : migration.operations()) {
                own = operation.apply(own);
            }
        }
        Schema made = own;
        for (String table : List.copyOf(own.tables().keySet())) {
            // A table of another application may have been renamed since.
            made = all.tables().containsKey(table) ? made.with(all.table(table)) : made;
        }
        return made;
    }

    private Migration migration(AppConfig app, List<Operation> operations) {
        List<Migration> before = known.getOrDefault(app.label(), List.of());
        Set<String> dependencies = new LinkedHashSet<>();
        for (Operation operation : operations) {
            for (Column.Reference each : references(operation)) {
                ownerOf(each.table(), app.label()).ifPresent(dependencies::add);
            }
        }
        String number = "%04d".formatted(before.size() + 1);
        String words = before.isEmpty() ? "initial" : words(operations);
        return new Migration(
                app.label(), number + "_" + words, List.copyOf(dependencies), operations);
    }

    private static List<Column.Reference> references(Operation operation) {
        List<Column> columns =
                switch (operation) {
                    case Operation.CreateModel(Table table) -> table.columns();
                    case Operation.AddField add -> List.of(add.column());
                    case Operation.AlterField alter -> List.of(alter.column());
                    default -> List.of();
                };
        List<Column.Reference> all = new ArrayList<>();
        for (Column column : columns) {
            Column.Reference to = column.references();
            if (to != null) {
                all.add(to);
            }
        }
        return all;
    }

    /** The last migration of the other application that has a table; none where it is ours. */
    private Optional<String> ownerOf(String table, String self) {
        for (AppConfig app : apps.values()) {
            boolean theirs =
                    ((HasModels) app)
                            .models().stream()
                                    .anyMatch(model -> ModelMeta.of(model).table().equals(table));
            if (theirs && !app.label().equals(self)) {
                List<Migration> list = known.getOrDefault(app.label(), List.of());
                return Optional.of(
                        list.isEmpty() ? app.label() + ".0001_initial" : list.getLast().label());
            }
        }
        return Optional.empty();
    }

    private static String words(List<Operation> operations) {
        String first =
                switch (operations.getFirst()) {
                    case Operation.CreateModel(Table table) -> table.name();
                    case Operation.AddField add -> "add_" + add.column().name();
                    case Operation.RemoveField(String table, String column) -> "remove_" + column;
                    case Operation.AlterField alter -> "alter_" + alter.column().name();
                    case Operation.RenameField rename -> "rename_" + rename.to();
                    case Operation.RenameModel(String from, String to) -> "rename_" + to;
                    case Operation.DeleteModel(String table) -> "delete_" + table;
                    default -> "change";
                };
        String clean = first.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        String words = operations.size() == 1 ? clean : clean + "_and_more";
        return words.length() <= 60 ? words : words.substring(0, 60);
    }

    /** What a new object holds, as far as a file can say it. */
    private static java.util.function.BiFunction<String, String, @Nullable Object> defaults(
            List<Class<? extends Model>> models) {
        return (table, column) -> {
            for (Class<? extends Model> type : models) {
                ModelMeta<?> meta = ModelMeta.of(type);
                if (meta.table().equals(table)) {
                    for (ModelField field : meta.concreteFields()) {
                        if (field.column().equals(column) && !field.isRelation()) {
                            return plain(meta.newInstance().get(field.name()));
                        }
                    }
                }
            }
            return null;
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth;
            case Long number -> number;
            case Integer number -> (Object) number.longValue();
            case Short number -> (Object) number.longValue();
            case Number number -> number.toString();
            case Enum<?> constant -> constant.name();
            case null, default -> null;
        };
    }

    /**
     * Writes migrations down: {@code resources} is the folder of the applications' resources, such
     * as {@code src/main/resources}. They are known here from then on.
     */
    public List<Path> write(List<Migration> fresh, Path resources) {
        List<Path> files = new ArrayList<>();
        for (Migration each : fresh) {
            AppConfig app = apps.get(each.app());
            if (app == null) {
                throw new IllegalArgumentException("no application is labelled " + each.app());
            }
            List<Migration> before = known.getOrDefault(each.app(), List.of());
            files.add(MigrationFiles.write(app, resources, each, before));
            remember(each);
        }
        return files;
    }

    /** Has migrations known that aren't written anywhere: for tests, and for writing. */
    public void remember(Migration fresh) {
        List<Migration> all = new ArrayList<>(known.getOrDefault(fresh.app(), List.of()));
        all.add(fresh);
        known.put(fresh.app(), List.copyOf(all));
    }

    // ---- sqlmigrate

    /** The statements of a migration for a database; data migrations in Java are left out. */
    public List<String> sql(Migration migration, Dialect dialect) {
        return sql(migration.operations(), before(migration), dialect);
    }

    static List<String> sql(List<Operation> operations, Schema before, Dialect dialect) {
        SchemaEditor editor = new SchemaEditor(dialect);
        Schema at = before;
        for (Operation operation : operations) {
            editor.write(operation, at);
            at = operation.apply(at);
        }
        return editor.statements();
    }

    // ---- migrate, showmigrations

    /** Whether each migration was applied to a database: showmigrations. */
    public Map<Migration, Boolean> applied(ModelDatabase database) {
        Set<String> done = new Migrator(database).applied();
        Map<Migration, Boolean> all = new LinkedHashMap<>();
        all().forEach(each -> all.put(each, done.contains(each.label())));
        return all;
    }

    /**
     * Applies to a database what wasn't yet.
     *
     * @return what was applied
     */
    public List<Migration> migrate(ModelDatabase database) {
        Migrator migrator = new Migrator(database);
        Set<String> done = migrator.applied();
        List<Migration> fresh =
                all().stream().filter(each -> !done.contains(each.label())).toList();
        fresh.forEach(each -> migrator.forward(each, before(each)));
        return fresh;
    }

    /**
     * Brings an application back, or on, to a migration; {@code zero} is before the first. What
     * other applications' migrations need goes along.
     *
     * @return what was applied or taken back
     */
    public List<Migration> migrate(ModelDatabase database, String app, String name) {
        List<Migration> own = known.getOrDefault(app, List.of());
        boolean zero = name.equals("zero");
        Optional<Migration> target =
                own.stream().filter(each -> each.name().startsWith(name)).findFirst();
        if (target.isEmpty() && !zero) {
            throw new IllegalArgumentException("no migration of " + app + " is called " + name);
        }
        Migrator migrator = new Migrator(database);
        Set<String> done = migrator.applied();
        if (target.isPresent() && !done.contains(target.get().label())) {
            List<Migration> needed =
                    with(target.get()).stream()
                            .filter(each -> !done.contains(each.label()))
                            .toList();
            needed.forEach(each -> migrator.forward(each, before(each)));
            return needed;
        }
        int keep = target.map(own::indexOf).orElse(-1);
        Set<Migration> back = new LinkedHashSet<>(own.subList(keep + 1, own.size()));
        List<Migration> all = all();
        all.stream()
                .filter(each -> back.stream().anyMatch(gone -> with(each).contains(gone)))
                .forEach(back::add);
        List<Migration> undone =
                all.reversed().stream()
                        .filter(each -> back.contains(each) && done.contains(each.label()))
                        .toList();
        undone.forEach(each -> migrator.backward(each, before(each)));
        return undone;
    }

    /** A migration and all that it needs, in order. */
    private List<Migration> with(Migration wanted) {
        Map<String, Migration> byLabel = new LinkedHashMap<>();
        all().forEach(each -> byLabel.put(each.label(), each));
        Set<String> done = new LinkedHashSet<>();
        visit(wanted, byLabel, done, new LinkedHashSet<>());
        List<Migration> ordered = new ArrayList<>();
        done.forEach(label -> ordered.add(found(byLabel, label, label)));
        return ordered;
    }
}
