/** A baseboard management controller per node: Redfish (DMTF DSP0266) as far as power goes. */
package io.gridwright.emulator.redfish;
