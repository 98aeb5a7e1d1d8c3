package dev.tule.mtv;

import dev.tule.mtv.checks.CheckMessage;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.tasks.Task;
import dev.tule.mtv.template.Library;
import java.util.List;

/**
 * One application of a project: a package of views, with templates, static files and translations
 * in the folders {@code templates}, {@code static} and {@code locale} beside its class.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/applications/">Django: applications</a>
 */
public abstract class AppConfig {

    /** The application's short name, unique in a project: its package's last word. */
    public String label() {
        String name = getClass().getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What people call it. */
    public String verboseName() {
        String label = label();
        return label.isEmpty()
                ? label
                : Character.toUpperCase(label.charAt(0)) + label.substring(1);
    }

    /** Tags and filters of its own, known in every template of the project. */
    public List<Library> templateLibraries() {
        return List.of();
    }

    /** Management commands of its own, made anew each time. */
    public List<BaseCommand> commands() {
        return List.of();
    }

    /** Tasks of its own, by whose names workers find them. */
    public List<Task<?>> tasks() {
        return List.of();
    }

    /** What is wrong or doubtful about it in this project, found by {@code check}. */
    public List<CheckMessage> checks(Project project) {
        return List.of();
    }

    /** Called once, when the project has everything else at hand. */
    public void ready(Project project) {}
}
