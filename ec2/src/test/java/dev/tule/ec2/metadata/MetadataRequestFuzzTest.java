package dev.tule.ec2.metadata;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Whatever a machine sends, it is a request or an IOException. */
class MetadataRequestFuzzTest {
    @FuzzTest
    void whatComesIsARequestOrRefused(byte[] bytes) {
        try {
            MetadataRequest request = MetadataRequest.read(new ByteArrayInputStream(bytes));
            if (!request.path().startsWith("/") || request.path().contains("?")) {
                throw new AssertionError("no path: " + request.path());
            }
        } catch (IOException e) {
            // Refused.
        }
    }
}
