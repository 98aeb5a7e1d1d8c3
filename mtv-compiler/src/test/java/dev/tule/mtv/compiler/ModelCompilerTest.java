package dev.tule.mtv.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same application, made by the processor, by the agent, and by neither. */
class ModelCompilerTest {
    private static final String BASE =
            """
            package shop;
            import jakarta.persistence.*;
            @MappedSuperclass public abstract class Base {
                @Id public long id;
                public String note = "";
            }
            """;
    private static final String BOOK =
            """
            package shop;
            import jakarta.persistence.*;
            import java.util.*;
            @Entity public class Book extends Base {
                public String title = "";
                public int pages;
                @ManyToOne public Book parent;
                class Inner { void rename(String to) { title = to; } }
                Runnable later() { return () -> pages++; }
            }
            """;

    /** Touches fields in every way there is, and says which of them became dirty. */
    private static final String USE =
            """
            package shop;
            import io.ebean.bean.EntityBean;
            import java.util.*;
            public class Use implements Comparator<Book> {
                record Holder(Book book) {}
                static String dirty(Book book) {
                    return new TreeSet<>(((EntityBean) (Object) book)
                            ._ebean_getIntercept().dirtyPropertyNames()).toString();
                }
                static Book loaded() {
                    Book book = new Book();
                    var intercept = ((EntityBean) (Object) book)._ebean_getIntercept();
                    intercept.setLoadedPropertyAll();
                    intercept.setLoaded();
                    return book;
                }
                @Override public int compare(Book a, Book b) { return a.title.compareTo(b.title); }
                public static String run() {
                    List<String> all = new ArrayList<>();
                    Book plain = loaded(); plain.title = "x"; all.add(dirty(plain));
                    Book added = loaded(); added.pages += 2; added.pages++; all.add(dirty(added));
                    Book above = loaded(); above.note = "y"; all.add(dirty(above));
                    Book held = loaded(); new Holder(held).book().title = "z"; all.add(dirty(held));
                    Book inner = loaded(); inner.new Inner().rename("i"); all.add(dirty(inner));
                    Book lambda = loaded(); lambda.later().run(); all.add(dirty(lambda));
                    List<Book> list = new ArrayList<>(List.of(loaded()));
                    list.forEach(b -> b.pages = list.size() > 0 ? 3 : 4);
                    all.add(dirty(list.getFirst()));
                    return all + " " + plain.title + added.pages + above.note + lambda.pages;
                }
            }
            """;

    private static final String EXPECTED =
            "[[title], [pages], [note], [title], [title], [pages], [pages]] x3y1";

    @TempDir Path folder;

    private Path compile(boolean withProcessor) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/shop"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(sources.resolve("Base.java"), BASE);
        Files.writeString(sources.resolve("Book.java"), BOOK);
        Files.writeString(sources.resolve("Use.java"), USE);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            JavaCompiler.CompilationTask task =
                    javac.getTask(
                            null,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(
                                    // The class that uses the model comes before it.
                                    sources.resolve("Use.java"),
                                    sources.resolve("Book.java"),
                                    sources.resolve("Base.java")));
            task.setProcessors(withProcessor ? List.of(new ModelProcessor()) : List.of());
            assertThat(task.call()).isTrue();
        }
        return classes;
    }

    private static String run(ClassLoader loader) throws ReflectiveOperationException {
        return (String) loader.loadClass("shop.Use").getMethod("run").invoke(null);
    }

    private static URL[] at(Path classes) {
        try {
            return new URL[] {classes.toUri().toURL()};
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theProcessorMakesFieldsRemember() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(at(compile(true)))) {
            assertThat(run(loader)).isEqualTo(EXPECTED);
        }
    }

    @Test
    void theAgentMakesFieldsRememberWhereNoProcessorDid() throws Exception {
        try (URLClassLoader loader = new Agented(at(compile(false)))) {
            assertThat(run(loader)).isEqualTo(EXPECTED);
        }
    }

    @Test
    void whatTheProcessorMadeIsLeftAloneByTheAgent() throws Exception {
        try (URLClassLoader loader = new Agented(at(compile(true)))) {
            assertThat(run(loader)).isEqualTo(EXPECTED);
        }
    }

    @Test
    void withoutEitherNothingIsAModel() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(at(compile(false)))) {
            List<String> interfaces = new ArrayList<>();
            for (Class<?> each : loader.loadClass("shop.Book").getInterfaces()) {
                interfaces.add(each.getName());
            }
            assertThat(interfaces).isEmpty();
        }
    }

    /** Loads classes as a JVM with the agent does. */
    private static final class Agented extends URLClassLoader {
        private final ModelAgent agent = new ModelAgent();

        Agented(URL[] at) {
            super(at, ModelCompilerTest.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String internal = name.replace('.', '/');
            try (var in = findResource(internal + ".class").openStream()) {
                byte[] plain = in.readAllBytes();
                byte[] made = agent.transform(this, internal, null, null, plain);
                byte[] bytes = made == null ? plain : made;
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
