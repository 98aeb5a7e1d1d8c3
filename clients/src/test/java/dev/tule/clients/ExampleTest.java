package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page that docs/wamp.md shows does what it says. */
@ExtendWith(WithTule.class)
class ExampleTest {

    @Test
    void theWindowFollowsTheSensorAndTheOffice(Tule tule) throws Exception {
        assertThat(Greenhouse.run(tule.webSocket())).containsExactly(0, 45, 60);
    }
}
