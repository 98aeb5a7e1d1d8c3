package dev.tule.aws.protocol;

import dev.tule.http.Headers;

/**
 * What a protocol answers; the request's id is in it already.
 *
 * @param body empty where the operation streams it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and never copied
public record WireReply(int status, Headers headers, byte[] body) {}
