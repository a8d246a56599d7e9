package dev.sluice.proxy.l4;

import dev.sluice.proxy.header.Addresses;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the front door says to an agent before a client's first byte: who the client is, and which server name it asked for
 * (PROXY protocol, version 2). In clear text the pairing's secret goes along.
 *
 * @param client where the connection comes from
 * @param port that it came to
 * @param serverName empty if none was asked for
 * @param lanTarget host:port in the gateway's LAN where the front door wants the client; empty if it does not say. Agents
 *     compare it with what they know
 */
record Introduction(InetSocketAddress client, int port, String serverName, String lanTarget) {

    /** Among the types that the protocol leaves to applications (section 2.2.7). */
    private static final byte SECRET = (byte) 0xE0;

    private static final byte LAN_TARGET = (byte) 0xE1;

    /** More than any header of ours takes. */
    static final int MOST_FIELD_BYTES = 1024;

    private static final int MOST_PORT = 65_535;

    /** The same with that target; null is none. */
    Introduction towards(@Nullable String target) {
        return new Introduction(client, port, serverName, target == null ? "" : target);
    }

    /** Whether the front door wants the client where the agent's route leads to; null is a route that leads to no LAN host. */
    boolean agreesWith(@Nullable String ours) {
        return lanTarget.equals(ours == null ? "" : ours);
    }

    /** As it is sent. */
    HAProxyMessage message(@Nullable String secret) {
        InetAddress address = client.getAddress();
        boolean v4 = address instanceof Inet4Address;
        List<HAProxyTLV> fields = new ArrayList<>(3);
        if (!serverName.isEmpty()) {
            fields.add(new HAProxyTLV(HAProxyTLV.Type.PP2_TYPE_AUTHORITY, bytes(serverName)));
        }
        if (!lanTarget.isEmpty()) {
            fields.add(new HAProxyTLV(LAN_TARGET, bytes(lanTarget)));
        }
        if (secret != null) {
            fields.add(new HAProxyTLV(SECRET, bytes(secret)));
        }
        return new HAProxyMessage(
                HAProxyProtocolVersion.V2,
                HAProxyCommand.PROXY,
                v4 ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6,
                Addresses.text(address.getAddress()),
                v4 ? "0.0.0.0" : "::",
                client.getPort(),
                port,
                fields);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    /** As it came; null unless it introduces a TCP client in that version. */
    static @Nullable Introduction of(HAProxyMessage message) {
        boolean tcp = message.proxiedProtocol() == HAProxyProxiedProtocol.TCP4
                || message.proxiedProtocol() == HAProxyProxiedProtocol.TCP6;
        if (message.protocolVersion() != HAProxyProtocolVersion.V2
                || message.command() != HAProxyCommand.PROXY
                || !tcp
                || message.sourcePort() > MOST_PORT) {
            return null;
        }
        byte[] address = Addresses.parse(message.sourceAddress());
        byte[] name = field(message, HAProxyTLV.Type.byteValueForType(HAProxyTLV.Type.PP2_TYPE_AUTHORITY));
        try {
            return address == null
                    ? null
                    : new Introduction(
                            new InetSocketAddress(InetAddress.getByAddress(address), message.sourcePort()),
                            message.destinationPort(),
                            text(name),
                            text(field(message, LAN_TARGET)));
        } catch (UnknownHostException impossible) {
            return null; // of neither four nor sixteen bytes
        }
    }

    private static String text(byte @Nullable [] field) {
        return field == null ? "" : new String(field, StandardCharsets.UTF_8);
    }

    /** The secret that came along; null without exactly one. */
    static byte @Nullable [] secretIn(HAProxyMessage message) {
        return field(message, SECRET);
    }

    private static byte @Nullable [] field(HAProxyMessage message, byte type) {
        byte[] found = null;
        for (HAProxyTLV field : message.tlvs()) {
            if (field.typeByteValue() == type) {
                if (found != null) {
                    return null;
                }
                found = ByteBufUtil.getBytes(field.content());
            }
        }
        return found;
    }
}
