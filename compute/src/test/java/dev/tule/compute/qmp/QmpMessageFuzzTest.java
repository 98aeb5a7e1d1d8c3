package dev.tule.compute.qmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Whatever stands on a line, it is a message or an IOException. */
class QmpMessageFuzzTest {
    @FuzzTest
    void aLineIsAMessageOrRefused(byte[] line) {
        try {
            QmpMessage.parse(line);
        } catch (IOException e) {
            // Refused.
        }
    }
}
