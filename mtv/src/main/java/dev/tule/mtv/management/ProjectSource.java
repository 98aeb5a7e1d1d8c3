package dev.tule.mtv.management;

import dev.tule.http.Handler;
import dev.tule.mtv.Project;
import java.nio.file.Path;
import java.util.List;

/** The project that commands work on. Closing it closes the project. */
public interface ProjectSource extends AutoCloseable {

    /**
     * The project, made when it is first asked for.
     *
     * @throws CommandError where it can't be made
     */
    Project project() throws CommandError;

    /** The project's folder, where its {@code pom.xml} and {@code src} are. */
    Path folder() throws CommandError;

    /** What answers requests: the project, or something that looks for changes before it does. */
    Handler handler() throws CommandError;

    /** Where the project's classes and those that it uses are, for compilers. */
    List<Path> classPath() throws CommandError;

    @Override
    void close();

    /** A project that is made already, in the folder that the process runs in. */
    static ProjectSource of(Project project) {
        return new ProjectSource() {
            @Override
            public Project project() {
                return project;
            }

            @Override
            public Path folder() {
                return Path.of("");
            }

            @Override
            public Handler handler() {
                return project;
            }

            @Override
            public List<Path> classPath() {
                String path = System.getProperty("java.class.path", "");
                return List.of(path.split(java.io.File.pathSeparator)).stream()
                        .map(Path::of)
                        .toList();
            }

            @Override
            public void close() {
                project.close();
            }
        };
    }
}
