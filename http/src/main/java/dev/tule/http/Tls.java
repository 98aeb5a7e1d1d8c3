package dev.tule.http;

import java.nio.file.Path;

/**
 * What a listener shows to clients over TLS (HTTPS and WSS).
 *
 * @param certificateChain PEM file: the server's certificate, then those that signed it
 * @param privateKey PEM file: the certificate's private key (PKCS #8), unencrypted
 */
public record Tls(Path certificateChain, Path privateKey) {}
