package dev.tule.server.cloud;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param data the directory that holds everything the server keeps
 * @param awsPort the port of the AWS APIs, 0 to 65535; 0 picks a free one
 * @param webPort the port of the console and of WAMP, 0 to 65535; 0 picks a free one
 * @param bind the address to listen on
 * @param config the file with realms, roles and principals; where it is not there, the defaults
 *     hold
 * @param rootKey the administrator's key; null to keep the one there is, or generate the first
 * @param clock the time by which everything here goes
 */
public record Settings(
        Path data,
        int awsPort,
        int webPort,
        InetAddress bind,
        Path config,
        @Nullable RootKey rootKey,
        InstantSource clock) {}
