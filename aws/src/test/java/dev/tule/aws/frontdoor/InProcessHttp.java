package dev.tule.aws.frontdoor;

import dev.tule.http.Body;
import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The AWS SDK's HTTP client without HTTP: its requests go straight to a handler. */
final class InProcessHttp implements SdkHttpClient {
    private final Handler handler;

    InProcessHttp(Handler handler) {
        this.handler = handler;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest execute) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return answer(handler.handle(request(execute)));
                } catch (IOException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }

            @Override
            public void abort() {}
        };
    }

    private static Request request(HttpExecuteRequest execute) {
        SdkHttpRequest sdk = execute.httpRequest();
        Headers.Builder headers = Headers.builder();
        sdk.forEachHeader((name, values) -> values.forEach(value -> headers.add(name, value)));
        InputStream content =
                execute.contentStreamProvider()
                        .<InputStream>map(ContentStreamProvider::newStream)
                        .orElseGet(InputStream::nullInputStream);
        OptionalLong length =
                sdk.firstMatchingHeader("Content-Length")
                        .map(text -> OptionalLong.of(Long.parseLong(text)))
                        .orElse(OptionalLong.empty());
        return new Request(
                sdk.method().name(),
                sdk.protocol(),
                sdk.host(),
                sdk.encodedPath().isEmpty() ? "/" : sdk.encodedPath(),
                sdk.encodedQueryParameters().orElse(""),
                headers.build(),
                body(content, length),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }

    static Body body(InputStream content, OptionalLong length) {
        return new Body() {
            @Override
            public InputStream stream() {
                return content;
            }

            @Override
            public OptionalLong length() {
                return length;
            }
        };
    }

    private static HttpExecuteResponse answer(Response response) throws IOException {
        SdkHttpFullResponse.Builder sdk =
                SdkHttpFullResponse.builder().statusCode(response.status());
        response.headers().fields().forEach(f -> sdk.appendHeader(f.name(), f.value()));
        AbortableInputStream content =
                AbortableInputStream.create(new ByteArrayInputStream(content(response)));
        return HttpExecuteResponse.builder()
                .response(sdk.content(content).build())
                .responseBody(content)
                .build();
    }

    static byte[] content(Response response) throws IOException {
        return switch (response) {
            case Response.Bytes bytes -> bytes.content();
            case Response.File file -> {
                ByteBuffer range = ByteBuffer.allocate((int) file.lengthBytes());
                try (FileChannel channel = FileChannel.open(file.path())) {
                    channel.read(range, file.offsetBytes());
                }
                yield range.array();
            }
            case Response.Stream stream -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                stream.writer().writeTo(out);
                yield out.toByteArray();
            }
            case Response.Upgrade _ -> throw new AssertionError("nobody asked for an upgrade");
        };
    }

    @Override
    public void close() {}
}
