package dev.tule.s3.fault;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The HTTP statuses of S3's answers that aren't 200, for the front door to write. */
public final class Statuses {
    private static final SdkHttpResponse NO_CONTENT =
            SdkHttpResponse.builder().statusCode(204).statusText("No Content").build();
    private static final SdkHttpResponse PARTIAL_CONTENT =
            SdkHttpResponse.builder().statusCode(206).statusText("Partial Content").build();

    private Statuses() {}

    /** The answer to something deleted: 204. */
    public static <B extends SdkResponse.Builder> B noContent(B response) {
        response.sdkHttpResponse(NO_CONTENT);
        return response;
    }

    /** The answer with a range: 206. */
    public static <B extends SdkResponse.Builder> B partialContent(B response) {
        response.sdkHttpResponse(PARTIAL_CONTENT);
        return response;
    }
}
