package dev.tule.mtv.commands;

import dev.tule.http.Handler;
import dev.tule.mtv.Project;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.management.Console;
import dev.tule.mtv.management.ProjectSource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The project that the current folder is in, sought when a command first asks for it. */
final class ProjectHere implements ProjectSource {
    private final Path where;
    private final Console console;
    private @Nullable DevelopmentProject found;

    ProjectHere(Path where, Console console) {
        this.where = where;
        this.console = console;
    }

    private synchronized DevelopmentProject found() throws CommandError {
        DevelopmentProject known = found;
        if (known == null) {
            CommandLogs.set();
            known = new DevelopmentProject(ProjectFolder.required(where), console);
            found = known;
        }
        return known;
    }

    @Override
    public Project project() throws CommandError {
        return found().project();
    }

    @Override
    public Path folder() throws CommandError {
        return found().folder();
    }

    @Override
    public Handler handler() throws CommandError {
        return found().handler();
    }

    @Override
    public List<Path> classPath() throws CommandError {
        return found().classPath();
    }

    @Override
    public synchronized void close() {
        if (found != null) {
            found.close();
        }
    }
}
