package dev.tule.mtv.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that are run at once. */
class TaskTest {
    record Greeting(String name) {}

    private final List<String> greeted = new ArrayList<>();
    private final Task<Greeting> greet =
            Task.of("hall.greet", Greeting.class, greeting -> greeted.add(greeting.name));
    private final Task<Greeting> measure =
            Task.returning("hall.measure", Greeting.class, greeting -> greeting.name.length());
    private final Task<Greeting> fail =
            Task.of(
                    "hall.fail",
                    Greeting.class,
                    greeting -> {
                        throw new IllegalStateException("nobody is here");
                    });

    private final Project project =
            Project.of(
                    new DefaultSettings() {
                        {
                            secretKey = "a secret of the tests, long enough to be taken";
                            apps = List.of(new Hall());
                        }
                    });

    private final class Hall extends AppConfig {
        @Override
        public List<Task<?>> tasks() {
            return List.of(greet, measure, fail);
        }
    }

    @Test
    void aTaskIsRunWhereItIsHandedIn() {
        TaskResult result = project.call(() -> greet.enqueue(new Greeting("Hildegard")));

        assertThat(greeted).containsExactly("Hildegard");
        assertThat(result.status()).isEqualTo(TaskResult.Status.SUCCESSFUL);
        assertThat(result.isFinished()).isTrue();
        assertThat(result.attempts()).isOne();
        assertThat(result.toString()).contains("hall.greet").doesNotContain("Hildegard");
    }

    @Test
    void whatItReturnsIsInItsResult() {
        assertThat(project.call(() -> measure.enqueue(new Greeting("four"))).returned())
                .isEqualTo(4L);
    }

    @Test
    void aTaskThatFailsIsAResultAndNoException() {
        TaskResult result = project.call(() -> fail.enqueue(new Greeting("x")));

        assertThat(result.status()).isEqualTo(TaskResult.Status.FAILED);
        assertThat(result.errors())
                .containsExactly("java.lang.IllegalStateException: nobody is here");
    }

    @Test
    void tasksAreFoundByTheirNames() {
        assertThat(Task.named(project, "hall.measure")).isSameAs(measure);
        assertThatThrownBy(() -> Task.named(project, "hall.dance"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hall.dance");
    }

    @Test
    void limitsAreKept() {
        assertThatThrownBy(() -> greet.priority(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> greet.queue("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                project.call(
                                        () ->
                                                greet.runAfter(Instant.MAX)
                                                        .enqueue(new Greeting("later"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("taskEngine");
        assertThat(greeted).isEmpty();
    }
}
