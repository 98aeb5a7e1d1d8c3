package dev.tule.mtv.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.RequestDataTooBig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartParserTest {
    @TempDir Path folder;

    private MultipartParser.Parts parse(String body) throws IOException {
        return parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private MultipartParser.Parts parse(byte[] body) throws IOException {
        UploadLimits limits = new UploadLimits(10_000, 20, 5, 100, 100_000, folder);
        InputStream dribble =
                new ByteArrayInputStream(body) {
                    @Override
                    public synchronized int read(byte[] bytes, int offset, int length) {
                        return super.read(bytes, offset, Math.min(length, 7));
                    }
                };
        return new MultipartParser(limits).parse("multipart/form-data; boundary=\"b\"", dribble);
    }

    private static String part(String disposition, String content) {
        return "--b\r\nContent-Disposition: form-data; "
                + disposition
                + "\r\n\r\n"
                + content
                + "\r\n";
    }

    @Test
    void fieldsAndFilesAreTakenApart() throws IOException {
        String body =
                "a preamble\r\n"
                        + part("name=\"title\"", "Föhn\r\n--c")
                        + part("name=\"file\"; filename=\"a.txt\"", "x".repeat(300))
                        + part("name=\"file\"; filename*=UTF-8''F%C3%B6hn.txt", "y")
                        + part("name=\"none\"; filename=\"\"", "")
                        + "--b--\r\nepilogue";
        try (MultipartParser.Parts parts = parse(body)) {
            assertThat(parts.fields().get("title")).isEqualTo("Föhn\r\n--c");
            assertThat(parts.files()).containsOnlyKeys("file");
            UploadedFile large = parts.files().getOrDefault("file", java.util.List.of()).get(0);
            UploadedFile small = parts.files().getOrDefault("file", java.util.List.of()).get(1);
            assertThat(large.temporaryPath()).isNotNull();
            assertThat(large.stream()).hasContent("x".repeat(300));
            assertThat(small.name()).isEqualTo("Föhn.txt");
            assertThat(small.temporaryPath()).isNull();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--b\r\n",
                "--b--x",
                "nothing at all",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
                "--b\r\n\r\nno name\r\n--b--",
                "--b\r\nno colon\r\n\r\n\r\n--b--",
                "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n\r\n--b--",
                "--bx\r\n\r\n--b--x",
                "--b\nContent-Disposition: form-data; name=\"a\"\n\n\n--b--"
            })
    void whatIsMalformedIsRefused(String body) throws IOException {
        if (body.equals("--b--x")) {
            assertThat(parse(body).fields().isEmpty()).isTrue();
        } else {
            assertThatThrownBy(() -> parse(body)).isInstanceOf(BadRequest.class);
        }
    }

    @Test
    void everyLimitHolds() {
        assertThatThrownBy(() -> parse(part("name=\"a\"", "x").repeat(21) + "--b--"))
                .isInstanceOf(RequestDataTooBig.class);
        assertThatThrownBy(() -> parse(part("name=\"a\"; filename=\"f\"", "x").repeat(6) + "--b--"))
                .isInstanceOf(RequestDataTooBig.class);
        assertThatThrownBy(() -> parse(part("name=\"a\"", "x".repeat(10_001)) + "--b--"))
                .isInstanceOf(RequestDataTooBig.class);
        assertThatThrownBy(() -> parse(part("name=\"" + "n".repeat(9000) + "\"", "x") + "--b--"))
                .isInstanceOf(RequestDataTooBig.class);
        assertThatThrownBy(
                        () ->
                                parse(
                                        part("name=\"a\"; filename=\"f\"", "x".repeat(200_000))
                                                + "--b--"))
                .isInstanceOf(RequestDataTooBig.class);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd,passwd",
        "C:\\Users\\a.txt,a.txt",
        "..,''",
        "a\u0000b,ab",
        "<x>.html,x.html"
    })
    void aFilesNameHasNoFolders(String sent, String kept) {
        assertThat(MultipartParser.baseName(sent)).isEqualTo(kept);
    }

    @Test
    void damagedFormsAreReadOrRefusedAndLeaveNothing() throws IOException {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        System.out.println("MultipartParserTest seed " + seed);
        Random random = new Random(seed);
        byte[] good =
                (part("name=\"a\"", "1")
                                + part("name=\"f\"; filename=\"x\"", "y".repeat(200))
                                + "--b--")
                        .getBytes(StandardCharsets.UTF_8);
        Map<Boolean, Integer> outcomes = new java.util.HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] body = java.util.Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int j = random.nextInt(4); j > 0 && body.length > 0; j--) {
                body[random.nextInt(body.length)] =
                        (byte) "\r\n-b:;=\"*'\0%\u00ff".charAt(random.nextInt(13));
            }
            boolean read;
            try (MultipartParser.Parts parts = parse(body)) {
                read = true;
                assertThat(parts.fields().names().size()).isLessThan(4);
            } catch (BadRequest | RequestDataTooBig e) {
                read = false;
            }
            outcomes.merge(read, 1, Integer::sum);
        }
        assertThat(outcomes).containsKeys(true, false);
        assertThat(folder).isEmptyDirectory();
    }
}
