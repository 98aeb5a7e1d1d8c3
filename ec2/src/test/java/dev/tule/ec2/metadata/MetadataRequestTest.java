package dev.tule.ec2.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataRequestTest {
    private static MetadataRequest read(String text) throws IOException {
        return MetadataRequest.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aRequestsFieldsAreFoundInLowerCaseAndItsQueryIsLeftOut() throws IOException {
        MetadataRequest request =
                read(
                        """
                        PUT /latest/api/token?x=1 HTTP/1.1
                        X-Forwarded-For:  1.2.3.4 \r

                        rest
                        """);

        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).isEqualTo("/latest/api/token");
        assertThat(request.field("x-forwarded-for")).contains("1.2.3.4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1",
                "GET / HTTP/1.1\r\nHost: x\r\n",
                "GET latest HTTP/1.1\r\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET / SPDY\r\n\r\n",
                "GET / HTTP/1.1\r\n: nameless\r\n\r\n"
            })
    void whatIsNoWholeRequestIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(MetadataRequest.Malformed.class);
    }

    @Test
    void aRequestHasLimits() {
        assertThatThrownBy(() -> read("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n\r\n"))
                .isInstanceOf(MetadataRequest.Malformed.class);
        StringBuilder many = new StringBuilder("GET / HTTP/1.1\r\n");
        for (int i = 0; i < 65; i++) {
            many.append('f').append(i).append(": x\r\n");
        }
        assertThatThrownBy(() -> read(many + "\r\n")).isInstanceOf(MetadataRequest.Malformed.class);
    }
}
