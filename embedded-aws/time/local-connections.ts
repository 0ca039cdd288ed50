import type { Socket } from "node:net";

/** How much one end of a connection has sent and received, in bytes on the wire (TLS records included). */
export interface Traffic {
  readonly sent: number;
  readonly received: number;
}

/** One end in another process, as that process reports it. */
export interface RemoteEnd extends Traffic {
  /** Ports of the connection, seen from that process. */
  readonly localPort: number;
  readonly remotePort: number;
}

/**
 * The connections on this machine by which parts of the embedded AWS talk to each other and to the processes that it
 * runs. While one end has sent what the other has not read yet, something real is under way.
 */
export class LocalConnections {
  /** By the ports of the end, `local-remote`. */
  private readonly ends = new Map<string, Socket>();

  follow(end: Socket): void {
    const add = () => {
      // A connection that was refused or reset at once has no ports any more, and nothing under way.
      if (end.localPort === undefined || end.remotePort === undefined) return;
      const key = `${end.localPort}-${end.remotePort}`;
      this.ends.set(key, end);
      end.once("close", () => {
        if (this.ends.get(key) === end) this.ends.delete(key);
      });
    };
    if (end.connecting) end.once("connect", add);
    else add();
  }

  /** Whether all that was sent between two ends in this process has been read. */
  isQuiet(): boolean {
    for (const end of this.ends.values()) {
      const other = this.ends.get(`${end.remotePort}-${end.localPort}`);
      if (other !== undefined && trafficOf(end).sent !== trafficOf(other).received) return false;
    }
    return true;
  }

  /**
   * Whether nothing is under way to or from a process with these ends. An end that is closed here and open there is news
   * that the process has not had yet; so is one that it has and nobody here has accepted.
   */
  agreesWith(ends: readonly RemoteEnd[]): boolean {
    return ends.every(({ localPort, remotePort, sent, received }) => {
      const here = this.ends.get(`${remotePort}-${localPort}`);
      if (here === undefined) return false;
      const traffic = trafficOf(here);
      return traffic.received === sent && traffic.sent === received;
    });
  }
}

/** Counted by the TCP handle itself: over TLS the socket counts only what was encrypted. */
interface CountingHandle {
  readonly bytesRead: number;
  readonly bytesWritten: number;
  readonly _parent?: CountingHandle;
}

function trafficOf(end: Socket): Traffic {
  const handle = (end as Socket & { _handle?: CountingHandle })._handle;
  const counting = handle?._parent ?? handle;
  return { sent: counting?.bytesWritten ?? 0, received: counting?.bytesRead ?? 0 };
}
