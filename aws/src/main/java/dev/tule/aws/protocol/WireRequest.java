package dev.tule.aws.protocol;

import dev.tule.aws.routing.Parameters;
import dev.tule.http.Headers;
import java.util.Map;

/**
 * What a protocol reads a request from.
 *
 * @param headers the header fields, without what belongs to the transfer (aws-chunked)
 * @param parameters of the query; of query protocols, of the form where there is one
 * @param labels the values of a REST path's labels
 * @param body the whole body; empty where the operation streams it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and never copied
public record WireRequest(
        Headers headers, Parameters parameters, Map<String, String> labels, byte[] body) {}
