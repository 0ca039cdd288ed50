import { act } from "../../../../functions/controller/act";
import { decide } from "../../../../functions/controller/decide";
import { leaseHand } from "../../../../functions/controller/lease";
import { observe } from "../../../../functions/controller/observe";
import { answer } from "../../../../functions/controller/request";
import { lockView } from "../../../../functions/controller/stored-lock";

/** The parts of the controller that the exploration runs as they are; a mutated copy has the same ones. */
export const realController = { act, answer, decide, leaseHand, lockView, observe };

export type Controller = typeof realController;
