package dev.tule.mtv.commands;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.http.Handler;
import dev.tule.http.Response;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.management.Console;
import dev.tule.mtv.management.ProjectSource;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A project made from its sources, and made again when they change. Whether they have is looked at
 * when a request comes: so the first request after a change waits for the compiler, and is answered
 * by what was just written. Each making has a class loader of its own, above which is all of Tule.
 *
 * <p>Safe for use by many threads: requests hold the lock for reading, who makes the project anew
 * waits for those under way, at most two seconds.
 */
final class DevelopmentProject implements ProjectSource {
    private static final long PATIENCE_SECONDS = 2;

    private final ProjectFolder folder;
    private final Console console;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    @GuardedBy("lock")
    private @Nullable Project project;

    @GuardedBy("lock")
    private @Nullable SourceState state;

    @GuardedBy("lock")
    private @Nullable CommandError failure;

    DevelopmentProject(ProjectFolder folder, Console console) {
        this.folder = folder;
        this.console = console;
    }

    @Override
    public Path folder() {
        return folder.root();
    }

    @Override
    public List<Path> classPath() throws CommandError {
        List<Path> all = new ArrayList<>(List.of(folder.resources(), folder.classes()));
        all.addAll(new ProjectLibraries(folder).jars());
        all.addAll(ProjectCompiler.tulesOwn());
        return all;
    }

    @Override
    public Project project() throws CommandError {
        lock.writeLock().lock();
        try {
            if (project == null) {
                SourceState now = SourceState.of(folder);
                project = make(now);
                state = now;
            }
            return project;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public Handler handler() {
        return this::handle;
    }

    private Response handle(dev.tule.http.Request request) {
        refresh();
        lock.readLock().lock();
        try {
            CommandError why = failure;
            Project current = project;
            return why != null || current == null ? BrokenPage.of(why) : current.handle(request);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Makes the project anew if its files are not what they were. */
    private void refresh() {
        SourceState now = SourceState.of(folder);
        if (isMadeOf(now)) {
            return;
        }
        boolean alone = waitForOthers();
        try {
            if (alone && !now.equals(state)) {
                remake(now);
            }
        } finally {
            if (alone) {
                lock.writeLock().unlock();
            }
        }
    }

    private boolean isMadeOf(SourceState now) {
        lock.readLock().lock();
        try {
            return now.equals(state);
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean waitForOthers() {
        try {
            return lock.writeLock().tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @GuardedBy("lock")
    private void remake(SourceState now) {
        long begun = System.nanoTime();
        Project old = project;
        boolean first = state == null;
        try {
            Project fresh = make(now);
            project = fresh;
            failure = null;
            if (old != null) {
                old.close();
            }
            if (!first) {
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                console.warn("Reloaded in %d ms.".formatted(took.toMillis()));
            }
        } catch (CommandError e) {
            failure = e;
            console.warn(String.valueOf(e.getMessage()));
        }
        state = now;
    }

    private Project make(SourceState now) throws CommandError {
        List<Path> jars = new ProjectLibraries(folder).jars();
        List<Path> compileAgainst = new ArrayList<>(jars);
        compileAgainst.addAll(ProjectCompiler.tulesOwn());
        new ProjectCompiler(folder).compile(now, compileAgainst);
        DefaultSettings settings = settings(loader(jars));
        try {
            return Project.of(settings);
        } catch (RuntimeException e) {
            throw new CommandError("The project can't start: " + reason(e), e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(failure.getMessage());
        return failure.getCause() == null || message.contains(String.valueOf(root.getMessage()))
                ? message
                : message + " (" + root.getMessage() + ")";
    }

    /** Resources come from where they are written, so that a changed template needs no copying. */
    private ClassLoader loader(List<Path> jars) {
        List<URL> urls = new ArrayList<>();
        urls.add(url(folder.resources()));
        urls.add(url(folder.classes()));
        jars.forEach(jar -> urls.add(url(jar)));
        return new URLClassLoader(
                folder.root().getFileName().toString(),
                urls.toArray(URL[]::new),
                DevelopmentProject.class.getClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private DefaultSettings settings(ClassLoader loader) throws CommandError {
        String name = folder.settings();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return loader.loadClass(name)
                    .asSubclass(DefaultSettings.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw new CommandError(
                    "There is no class %s, which <tule.settings> in pom.xml names: correct the name, or write the class."
                            .formatted(name),
                    e);
        } catch (ClassCastException | NoSuchMethodException | IllegalAccessException e) {
            throw new CommandError(
                    "%s must be a public class with a public constructor that extends dev.tule.mtv.DefaultSettings."
                            .formatted(name),
                    e);
        } catch (InvocationTargetException | InstantiationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandError("The settings %s can't be made: %s".formatted(name, cause), e);
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (project != null) {
                project.close();
                project = null;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
