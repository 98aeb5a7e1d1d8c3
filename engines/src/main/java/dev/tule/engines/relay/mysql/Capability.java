package dev.tule.engines.relay.mysql;

/** What clients and servers can do (MySQL Source Code Documentation, "Capabilities Flags"). */
final class Capability {

    static final int CONNECT_WITH_DB = 1 << 3;
    static final int COMPRESS = 1 << 5;
    static final int PROTOCOL_41 = 1 << 9;
    static final int SSL = 1 << 11;
    static final int SECURE_CONNECTION = 1 << 15;
    static final int PLUGIN_AUTH = 1 << 19;
    static final int PLUGIN_AUTH_LENENC_CLIENT_DATA = 1 << 21;
    static final int COMPRESS_ZSTD = 1 << 26;
    static final int QUERY_ATTRIBUTES = 1 << 27;

    private Capability() {}
}
