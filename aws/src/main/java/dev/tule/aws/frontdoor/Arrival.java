package dev.tule.aws.frontdoor;

import dev.tule.aws.protocol.WireProtocol;
import dev.tule.aws.routing.Parameters;
import dev.tule.aws.routing.ServiceHost;
import dev.tule.http.Request;

/**
 * A request of which it is known who will answer, not yet who asks.
 *
 * @param served who will answer
 * @param protocol what it speaks
 * @param operation its operation's name; empty where method and path stand for it
 * @param request as it came, but with its body read whole where it isn't for S3
 * @param parameters of the form where there is one, else of the query
 */
record Arrival(
        Served served,
        WireProtocol protocol,
        String operation,
        Request request,
        Parameters parameters,
        ServiceHost host) {}
