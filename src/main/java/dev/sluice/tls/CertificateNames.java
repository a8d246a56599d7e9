package dev.sluice.tls;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The hosts that a certificate is good for: its subject alternative names (RFC 9525), and the common name only where there are
 * none.
 */
final class CertificateNames {

    private static final int DNS = 2;
    private static final int IP = 7;
    private static final Pattern NAME = Pattern.compile(
            "(\\*\\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    private CertificateNames() {}

    /** In lower case and in the certificate's order; a wildcard stands for the whole first label. */
    static List<String> of(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        Collection<List<?>> alternatives = alternatives(certificate);
        for (List<?> alternative : alternatives) {
            int type = (Integer) alternative.get(0);
            if (type == DNS) {
                addName(names, (String) alternative.get(1));
            } else if (type == IP) {
                names.add(address((String) alternative.get(1)));
            }
        }
        if (alternatives.isEmpty()) {
            addName(names, commonName(certificate));
        }
        return List.copyOf(names);
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null ? List.of() : alternatives;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static void addName(Set<String> names, String given) {
        String name = given.toLowerCase(Locale.ROOT);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (NAME.matcher(name).matches()) {
            names.add(name);
        }
    }

    private static String commonName(X509Certificate certificate) {
        try {
            List<String> found = new ArrayList<>();
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    found.add(part.getValue().toString());
                }
            }
            return found.isEmpty() ? "" : found.get(found.size() - 1);
        } catch (InvalidNameException e) {
            return "";
        }
    }

    /** An address as a name in the index: the shortest form, without brackets. */
    static String address(String text) {
        IPAddress address = new IPAddressString(text).getAddress();
        return address == null ? text : address.toCanonicalString();
    }
}
