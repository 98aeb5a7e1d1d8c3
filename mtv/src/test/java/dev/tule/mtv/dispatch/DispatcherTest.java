package dev.tule.mtv.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears of what. */
class DispatcherTest {
    private sealed interface Weather {}

    private record Frost(int celsius) implements Weather {}

    private record Rain() implements Weather {}

    private final Dispatcher dispatcher = new Dispatcher();
    private final List<String> heard = new ArrayList<>();

    @Test
    void receiversHearOfTheirClassInTheOrderInWhichTheyCame() {
        dispatcher.connect(Frost.class, frost -> heard.add("frost " + frost.celsius()));
        dispatcher.connect(Weather.class, weather -> heard.add("weather"));
        dispatcher.send(new Frost(-4));
        dispatcher.send(new Rain());
        dispatcher.send("nothing that anybody waits for");
        assertThat(heard).containsExactly("frost -4", "weather", "weather");
    }

    @Test
    void aConnectionEndsWhenItIsClosed() {
        try (Dispatcher.Connection connection =
                dispatcher.connect(Rain.class, rain -> heard.add("rain"))) {
            assertThat(connection).isNotNull();
            dispatcher.send(new Rain());
        }
        dispatcher.send(new Rain());
        assertThat(heard).containsExactly("rain");
    }

    @Test
    void aReceiverThatFailsEndsSendingUnlessItIsRobust() {
        dispatcher.connect(
                Rain.class,
                rain -> {
                    throw new IllegalStateException("wet");
                });
        dispatcher.connect(Rain.class, rain -> heard.add("rain"));
        assertThatThrownBy(() -> dispatcher.send(new Rain())).hasMessage("wet");
        assertThat(heard).isEmpty();
        assertThat(dispatcher.sendRobust(new Rain())).hasSize(1);
        assertThat(heard).containsExactly("rain");
    }
}
