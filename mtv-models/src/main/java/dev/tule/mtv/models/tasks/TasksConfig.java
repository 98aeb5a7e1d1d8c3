package dev.tule.mtv.models.tasks;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.util.List;

/**
 * The application of tasks in the database.
 *
 * <pre>{@code
 * apps = List.of(Databases.at("jdbc:sqlite:db.sqlite3"), new TasksConfig(), …);
 * taskEngine = DatabaseTasks::new;
 * }</pre>
 */
public final class TasksConfig extends AppConfig implements HasModels {
    @Override
    public List<Class<? extends Model>> models() {
        return List.of(QueuedTask.class);
    }

    @Override
    public List<BaseCommand> commands() {
        return List.of(new DatabaseWorkerCommand(), new PruneTasksCommand());
    }
}
