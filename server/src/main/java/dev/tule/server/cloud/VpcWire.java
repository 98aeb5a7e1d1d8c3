package dev.tule.server.cloud;

import dev.tule.http.origin.Wire;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.InputStream;
import java.io.OutputStream;

/** A connection within a VPC as a wire. */
final class VpcWire implements Wire {
    private final TcpConnection connection;
    private final InputStream input;
    private final OutputStream output;

    VpcWire(TcpConnection connection) {
        this.connection = connection;
        this.input = connection.input();
        this.output = connection.output();
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void endOutput() {
        connection.shutdownOutput();
    }

    @Override
    public void close() {
        connection.close();
    }
}
