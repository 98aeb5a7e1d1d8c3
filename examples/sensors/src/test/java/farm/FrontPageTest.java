package farm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tule.mtv.models.test.TestProject;
import org.junit.jupiter.api.Test;

class FrontPageTest {
    @Test
    void theFrontPageIsThere() {
        try (TestProject test = TestProject.of(new Settings())) {
            assertEquals(200, test.client().get("/").status());
        }
    }
}
