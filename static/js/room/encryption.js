/** Reads from a connection's own statistics how it is encrypted, and judges whether that is enough. */

// Browsers write these names as the RFCs do, or as IANA's register does.
const SRTP = {
  AEAD_AES_128_GCM: "AES-128-GCM",
  AEAD_AES_256_GCM: "AES-256-GCM",
  AES_CM_128_HMAC_SHA1_80: "AES-128",
  SRTP_AEAD_AES_128_GCM: "AES-128-GCM",
  SRTP_AEAD_AES_256_GCM: "AES-256-GCM",
  SRTP_AES128_CM_HMAC_SHA1_80: "AES-128",
};
const DTLS_CIPHER = /AES_(128|256)|CHACHA20_POLY1305/;
// Some write version 1.3 by the number of TLS.
const DTLS_VERSION = { FEFD: "DTLS 1.2", FEFC: "DTLS 1.3", "0304": "DTLS 1.3" };

/** What `report` (an RTCStatsReport) proves; null while it does not prove enough. */
export function proofIn(report) {
  const transports = [...report.values()].filter((stats) => stats.type === "transport");
  if (!transports.length || !transports.every(isStrong)) return null;
  const { dtlsCipher, srtpCipher, tlsVersion } = transports[0];
  return { dtls: dtlsCipher, srtp: srtpCipher, tls: tlsVersion };
}

function isStrong({ dtlsState, dtlsCipher, srtpCipher, tlsVersion }) {
  return dtlsState === "connected"
    && Object.hasOwn(SRTP, srtpCipher ?? "")
    && DTLS_CIPHER.test(dtlsCipher ?? "")
    && Object.hasOwn(DTLS_VERSION, tlsVersion ?? "");
}

/** A proof in words, such as "Encrypted end to end: DTLS 1.3, AES-128-GCM". */
export function inWords({ srtp, tls }) {
  return `Encrypted end to end: ${DTLS_VERSION[tls]}, ${SRTP[srtp]}`;
}
